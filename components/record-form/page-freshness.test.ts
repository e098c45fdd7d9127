import { expect, it } from 'vitest'
import { handOver, takeOver } from './hand-over'
import { isStale, noteSave } from './page-freshness'
import { coursePage } from './testing'

it('a page that was shown before the last save is stale, one that is read after it is not', () => {
  const before = coursePage({ title: 'Biology', ownerId: null })
  expect(isStale(before)).toBe(false)
  expect(isStale(before)).toBe(false)
  noteSave()
  expect(isStale(before)).toBe(true)
  expect(isStale(coursePage({ title: 'Biology', ownerId: null }))).toBe(false)
})

it('a new record’s page gives its edits over once, and to no other record', () => {
  handOver('courses', 7, { edits: null, focus: 'save-continue' })
  expect(takeOver('courses', null)).toBeUndefined()
  expect(takeOver('courses', 8)).toBeUndefined()
  expect(takeOver('courses', 7)).toEqual({ edits: null, focus: 'save-continue' })
  expect(takeOver('courses', 7)).toBeUndefined()
})
