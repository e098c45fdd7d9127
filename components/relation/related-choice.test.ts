import { describe, expect, it } from 'vitest'
import type { Related } from '@/admin/engine/form'
import { choiceOf, exactChoices, impliedChoice, matches } from './related-choice'

const people: Related[] = [
  [1, 'Ana Lee', 'ana.lee@example.org'],
  [2, 'Ana Lee', 'ana.lee2@example.org'],
  [3, 'Ben Osei', 'ben@example.org'],
  [4, 'Ben Oseiwe', null],
]
const choices = people.map(choiceOf)

describe('typed words', () => {
  it('name the record whose title or natural key they are', () => {
    expect(exactChoices(choices, ' ben OSEI ').map(({ id }) => id)).toEqual([3])
    expect(exactChoices(choices, 'ana.lee2@example.org').map(({ id }) => id)).toEqual([2])
    expect(exactChoices(choices, 'Ana Lee').map(({ id }) => id)).toEqual([1, 2])
  })

  it('stand for the exact record, else for the first found, but never for one of namesakes', () => {
    expect(impliedChoice(choices.slice(2), 'ben osei')?.id).toBe(3)
    expect(impliedChoice(choices.slice(2), 'osei')?.id).toBe(3)
    expect(impliedChoice(choices, 'ana lee')).toBeUndefined()
    expect(impliedChoice(choices, ' ')).toBeUndefined()
    expect(impliedChoice([], 'osei')).toBeUndefined()
  })

  it('match records that hold all of them', () => {
    expect(choices.filter((choice) => matches(choice, 'ana 2')).map(({ id }) => id)).toEqual([2])
    expect(choices.filter((choice) => matches(choice, '')).length).toBe(4)
  })
})
