import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGridStore } from '@/components/inline-grid/session/store'
import {
  act,
  enrollmentForm,
  enrollments,
  perform,
  picture,
  resolving,
  seed,
} from '@/components/inline-grid/session/testing'
import { DraftParts } from './draft-parts'
import { type GridDraft, joinDrafts } from './grid-draft'

const storeOf = (count: number) =>
  createGridStore(
    enrollmentForm(),
    { rows: JSON.stringify(enrollments(count)), total: count },
    { resolve: resolving() },
  )

/** Reads a part again only when its version says so, as whoever keeps them does. */
function reader(parts: DraftParts) {
  const known = new Map<number, { version: string; draft: string }>()
  return (): { draft: GridDraft; read: number[] } => {
    const read: number[] = []
    const drafts = [...parts.all()].map(({ number, version, read: readPart }) => {
      if (known.get(number)?.version !== version) {
        read.push(number)
        known.set(number, { version, draft: JSON.stringify(readPart()) })
      }
      return JSON.parse(known.get(number)!.draft) as GridDraft | null
    })
    return { draft: joinDrafts(drafts.filter((draft) => draft !== null)), read }
  }
}

test('parts that are read anew only when their version changes are the draft, whatever was done between', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(act, fc.boolean()), { maxLength: 14 }), (gestures) => {
      const store = storeOf(6)
      const parts = new DraftParts(store.model.rows, (key) => store.model.version(key), 2)
      const read = reader(parts)
      for (const [gesture, isRead] of gestures) {
        perform(store.model, gesture)
        if (isRead) read()
        if (store.draft() === null) parts.clear()
      }
      const fresh = storeOf(6)
      fresh.restore(read().draft)
      expect(picture(fresh.model)).toEqual(picture(store.model))
      expect(fresh.toChanges()?.changes).toEqual(store.toChanges()?.changes)
    }),
    { seed, numRuns: 400 },
  )
})

test('an edit changes the part of its row and no other', () => {
  const store = storeOf(8)
  const parts = new DraftParts(store.model.rows, (key) => store.model.version(key), 3)
  const read = reader(parts)
  const edits = (points: number) =>
    Array.from({ length: 8 }, (_, at) => ({ key: `${at + 1}`, field: 'points', content: points }))
  store.model.edit('change', edits(11))
  expect(read().read).toEqual([0, 1, 2])
  store.model.edit('change', edits(12).slice(4, 5))
  expect(read().read).toEqual([1])
  store.model.undo()
  store.model.undo()
  expect(read()).toMatchObject({ draft: { changed: [], created: [] } })
})
