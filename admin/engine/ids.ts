/**
 * The id that a text of an address or a request stands for: plain digits of a whole number from 1 to the largest that
 * JavaScript holds exactly. Null for everything else (" 7 ", "1e3", "٣", "-0"), which is then an unknown record.
 */
export function parseId(text: string): number | null {
  if (!/^[1-9][0-9]{0,15}$/.test(text)) return null
  const id = Number(text)
  return isId(id) ? id : null
}

/** Whether a number can be the id of a record. */
export function isId(id: number): boolean {
  return Number.isSafeInteger(id) && id > 0
}
