import type { RowKey } from '@/admin/engine/batch'

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const bytesPerKey = 16
/** Chance is drawn for many keys at once: a paste may ask for ten thousand of them. */
const drawn = new Uint8Array(256 * bytesPerKey)
let used = drawn.length

/** A key for a row that is not stored yet. */
export function newRowKey(): RowKey {
  if (used === drawn.length) {
    // There is no randomUUID on an origin that is not secure; an intranet may serve plain HTTP.
    crypto.getRandomValues(drawn)
    used = 0
  }
  let key = 'new:'
  for (let at = 0; at < bytesPerKey; at += 1) {
    let byte = drawn[used + at]!
    if (at === 6) byte = (byte & 0x0f) | 0x40
    if (at === 8) byte = (byte & 0x3f) | 0x80
    if (at === 4 || at === 6 || at === 8 || at === 10) key += '-'
    key += digits[byte]
  }
  used += bytesPerKey
  return key
}

/** Whether a key has the form that a batch sends for a new row. */
export function isNewRowKey(key: RowKey): boolean {
  return key.startsWith('new:')
}

/** The key of a stored row. */
export function savedRowKey(id: number): RowKey {
  return String(id)
}
