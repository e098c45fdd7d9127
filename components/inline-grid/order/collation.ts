const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** So many keys are remembered at most. */
const mostKeys = 100_000
/** A longer number is compared by the collator, which takes it apart. */
const longestNumber = 100

const ascii = /^[ -~]*$/
/** By character: its place among all printable ones of ASCII, as a character. A digit begins a number. */
const places = new Map<string, string>()
const keys = new Map<string, string | null>()

/** A text that is ready to be compared with many others. */
export type Collated = { readonly text: string; readonly key: string | null }

/** Makes a text ready to be compared. */
export function collated(text: string): Collated {
  return { text, key: keyOf(text) }
}

/** Compares two texts as people would: without regard to capitals and accents, numbers in them by size. */
export function compareCollated(a: Collated, b: Collated): number {
  if (a.key === null || b.key === null) return collator.compare(a.text, b.text)
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

/**
 * A text whose order by character codes is that of the collator, made once per text: comparing such keys takes a fifth of
 * the time. Null for a text with characters that only the collator knows.
 */
function keyOf(text: string): string | null {
  const known = keys.get(text)
  if (known !== undefined) return known
  if (keys.size >= mostKeys) keys.clear()
  const key = makeKey(text)
  keys.set(text, key)
  return key
}

function makeKey(text: string): string | null {
  const plain = ascii.test(text) ? text : text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  if (!ascii.test(plain)) return null
  if (places.size === 0) fillPlaces()
  let key = ''
  for (let at = 0; at < plain.length; at += 1) {
    const character = plain[at]!
    key += places.get(character)
    if (character < '0' || character > '9') continue
    const [number = ''] = /^\d+/.exec(plain.slice(at)) ?? []
    const digits = number.replace(/^0+/, '')
    if (digits.length > longestNumber) return null
    // Of two numbers the longer one is greater.
    key += String.fromCharCode(digits.length + 1) + digits
    at += number.length - 1
  }
  return key
}

function fillPlaces(): void {
  const all = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))
  const sorted = all.filter((character) => !/[1-9]/.test(character)).sort(collator.compare)
  let place = 0
  for (const [at, character] of sorted.entries()) {
    if (at === 0 || collator.compare(sorted[at - 1]!, character) !== 0) place += 1
    places.set(character, String.fromCharCode(place))
  }
  for (const digit of '123456789') places.set(digit, places.get('0')!)
}
