import { expect, it } from 'vitest'
import { savedMessage } from './saved-message'

const none = { changed: 0, created: 0, deleted: 0, record: false }

it('counts the rows of a save', () => {
  const say = (counts: Partial<typeof none>) => savedMessage('BBB 2013J', { ...none, ...counts })
  expect(say({ changed: 3, created: 1 })).toBe('Saved BBB 2013J: 3 rows changed, 1 added')
  expect(say({ changed: 10_000, deleted: 1_234 })).toBe('Saved BBB 2013J: 10,000 rows changed, 1,234 deleted')
  expect(say({ deleted: 1 })).toBe('Saved BBB 2013J: 1 row deleted')
  expect(say({ record: true })).toBe('Saved BBB 2013J')
  expect(say({})).toBe('Saved BBB 2013J: nothing had changed')
  expect(say({ record: true, created: 2 })).toBe('Saved BBB 2013J: 2 rows added')
})
