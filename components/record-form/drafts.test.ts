import { describe, expect, it } from 'vitest'
import { atOnce } from '@/components/inline-grid/rows/slices'
import { createGridStore } from '@/components/inline-grid/session/store'
import { enrollmentForm, enrollments } from '@/components/inline-grid/session/testing'
import type { OwnDraft } from './draft'
import { DraftKeeper } from './draft-keeper'
import { clearDrafts, draftPrefix, pieceKey } from './draft-storage'
import { draftKey, dropDraft, dropOldDrafts, findDrafts, openDraft } from './drafts'
import { MemoryStorage } from './testing'

const hour = 60 * 60 * 1000

const place = (visit: string, user = 'ana', id: number | null = 7) => ({ user, model: 'courses', id, visit })
const own: OwnDraft = { total: 1, fields: { ownerId: { from: null, value: [3, 'Mia', null] } }, picks: {} }

/** Keeps a draft as a page does, with the rows of a grid. */
function keep(storage: MemoryStorage, of: ReturnType<typeof place>, at: number, rows: readonly unknown[] = []): void {
  const pieces = rows.map((part, number) => ({
    name: `rows/enrollments/${number}`,
    version: '1',
    text: () => JSON.stringify(part),
  }))
  const index = (stamps: object) => JSON.stringify({ at, own, saveId: null, pieces: stamps })
  atOnce(new DraftKeeper(storage, draftKey(of)).writing({ pieces: () => pieces, index, hasChanged: () => false }))
}

const someRows = { version: 1, changed: [], created: [{ key: 'new:1', cells: { points: 3 } }] }
const timesOf = (found: ReturnType<typeof findDrafts>) => found.map(({ index }) => index.at)

describe('drafts', () => {
  it('of earlier visits are found, the newest first', () => {
    const storage = new MemoryStorage()
    keep(storage, place('a'), 1)
    keep(storage, place('b'), 2, [someRows])
    keep(storage, place('now'), 3)
    expect(timesOf(findDrafts(storage, place('now')))).toEqual([2, 1])
  })

  it('are opened whole: the fields, and the rows of all parts in their order', () => {
    const storage = new MemoryStorage()
    const part = (points: number) => ({
      version: 1,
      changed: [],
      created: [{ key: `new:${points}`, cells: { points } }],
    })
    const parts = Array.from({ length: 12 }, (_, number) => part(number))
    keep(storage, place('a'), 1, parts)
    const draft = openDraft(storage, findDrafts(storage, place('now'))[0]!)
    const created = parts.flatMap((each) => each.created)
    expect(draft).toEqual({
      edits: { ...own, inlines: { enrollments: { version: 1, changed: [], created } } },
      unanswered: null,
    })
    const store = createGridStore(enrollmentForm(), { rows: JSON.stringify(enrollments(2)), total: 2 })
    expect(store.restore(draft?.edits.inlines.enrollments)).toBe(12)
  })

  it('are never shown to another person, nor on another record', () => {
    const storage = new MemoryStorage()
    keep(storage, place('a'), 1, [someRows])
    keep(storage, place('a', 'ana:courses/7'), 1)
    keep(storage, place('a', 'ana#courses'), 1)
    expect(findDrafts(storage, place('now', 'ben'))).toEqual([])
    expect(findDrafts(storage, place('now', 'ana', 70))).toEqual([])
    expect(findDrafts(storage, place('now', 'ana', null))).toEqual([])
    expect(findDrafts(storage, place('now'))).toHaveLength(1)
  })

  it('are dropped with all of their rows after a save, after a day, and on sign-out', () => {
    const storage = new MemoryStorage()
    const now = Date.now()
    keep(storage, place('a'), now - 25 * hour, [someRows])
    keep(storage, place('b'), now - 23 * hour, [someRows])
    storage.setItem('throughline:draft:ana:courses/7:c', '{"at":')
    storage.setItem('theme', 'dark')
    dropOldDrafts(storage, now + hour / 2)
    expect(timesOf(findDrafts(storage, place('now')))).toEqual([now - 23 * hour])
    expect(storage.length).toBe(3)
    dropDraft(storage, findDrafts(storage, place('now'))[0]!)
    expect(storage.length).toBe(1)
    keep(storage, place('d', 'ben'), now, [someRows, someRows])
    clearDrafts(storage)
    expect(storage.key(0)).toBe('theme')
    expect(storage.length).toBe(1)
  })

  it('that were not written to their end leave nothing behind, but for those that may be under way', () => {
    const storage = new MemoryStorage()
    const now = Date.now()
    const stamp = (age: number) => `${(now - age).toString(36)}.1`
    storage.setItem(pieceKey(draftKey(place('a')), 'rows/enrollments/0', stamp(hour)), JSON.stringify(someRows))
    storage.setItem(pieceKey(draftKey(place('b')), 'rows/enrollments/0', stamp(1000)), JSON.stringify(someRows))
    storage.setItem(`${draftPrefix}ana:courses/7:c#rows`, 'damaged')
    dropOldDrafts(storage, now)
    expect(storage.length).toBe(1)
    expect(storage.key(0)).toContain(':b#')
    expect(findDrafts(storage, place('now'))).toEqual([])
  })

  it('of an unknown shape, or with a piece missing, are not shown', () => {
    const storage = new MemoryStorage()
    storage.setItem('throughline:draft:ana:courses/7:x', '{"at":1,"own":{"fields":[]}}')
    keep(storage, place('a'), 1, [someRows, someRows])
    storage.removeItem(storage.key(storage.length - 2)!)
    expect(findDrafts(storage, place('now'))).toEqual([])
  })

  it('with a damaged piece are not restored by half', () => {
    const storage = new MemoryStorage()
    keep(storage, place('a'), 1, [someRows, { version: 2 }])
    expect(openDraft(storage, findDrafts(storage, place('now'))[0]!)).toBeUndefined()
  })
})
