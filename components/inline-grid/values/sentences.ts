/** Parts as sentences after each other: each ends with one mark, the last as it is. */
export function inSentences(parts: readonly string[]): string {
  return parts.map((part, at) => (at === parts.length - 1 || /[.?!]$/.test(part) ? part : `${part}.`)).join(' ')
}
