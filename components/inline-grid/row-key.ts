import type { RowKey } from '@/admin/engine/batch'

/** A key for a row that is not stored yet. */
export function newRowKey(): RowKey {
  // randomUUID exists only on secure origins; an intranet may serve plain HTTP.
  if (typeof crypto.randomUUID === 'function') return `new:${crypto.randomUUID()}`
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `new:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Whether a key has the form that a batch sends for a new row. */
export function isNewRowKey(key: RowKey): boolean {
  return key.startsWith('new:')
}

/** The key of a stored row. */
export function savedRowKey(id: number): RowKey {
  return String(id)
}
