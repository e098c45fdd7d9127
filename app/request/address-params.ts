/** The query of an address as Next gives it to a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** The same as the browser has it. */
export async function addressParams(given: SearchParams): Promise<URLSearchParams> {
  return new URLSearchParams(
    Object.entries(await given).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  )
}
