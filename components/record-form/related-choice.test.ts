import { describe, expect, it } from 'vitest'
import type { Related } from '@/admin/engine/form'
import { choiceOf, matches, namedChoice } from './related-choice'

const people: Related[] = [
  [1, 'Ana Lee', 'ana.lee@example.org'],
  [2, 'Ana Lee', 'ana.lee2@example.org'],
  [3, 'Ben Osei', 'ben@example.org'],
  [4, 'Ben Oseiwe', null],
]
const choices = people.map(choiceOf)

describe('typed words', () => {
  it('name the record whose title or natural key they are', () => {
    expect(namedChoice(choices, ' ben OSEI ')?.id).toBe(3)
    expect(namedChoice(choices, 'ana.lee2@example.org')?.id).toBe(2)
  })

  it('name none where two records have that title', () => {
    expect(namedChoice(choices, 'Ana Lee')).toBeUndefined()
  })

  it('name the only record found', () => {
    expect(namedChoice(choices.slice(3), 'osei')?.id).toBe(4)
    expect(namedChoice([], 'osei')).toBeUndefined()
  })

  it('match records that hold all of them', () => {
    expect(choices.filter((choice) => matches(choice, 'ana 2')).map(({ id }) => id)).toEqual([2])
    expect(choices.filter((choice) => matches(choice, '')).length).toBe(4)
  })
})
