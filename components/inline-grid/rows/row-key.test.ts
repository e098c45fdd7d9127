import { expect, test } from 'vitest'
import { isNewRowKey, newRowKey } from './row-key'

test('keys of new rows are UUIDs of the random kind, each another one', () => {
  const keys = Array.from({ length: 1_000 }, newRowKey)
  for (const key of keys)
    expect(key).toMatch(/^new:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.every(isNewRowKey)).toBe(true)
})
