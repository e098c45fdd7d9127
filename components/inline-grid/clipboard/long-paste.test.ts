import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { perform as press } from '@/components/inline-grid/events/perform'
import { GridSession } from '@/components/inline-grid/session/grid-session'
import { createGridStore } from '@/components/inline-grid/session/store'
import {
  act,
  enrollmentForm,
  enrollments,
  gridOf,
  perform,
  person,
  picture,
  resolving,
  seed,
} from '@/components/inline-grid/session/testing'
import { clipboardForms } from './clipboard'
import { doPaste, paste, pasteLong, preparePaste } from './paste'

const page = { help() {}, find: () => false, leave() {} }

/** So many rows of a course, in the columns student, e-mail, status and points. */
function blockOf(rows: number, from = 1) {
  const cells = Array.from({ length: rows }, (_, row) => [
    person(from + row),
    `p${from + row}@example.org`,
    row % 2 ? 'completed' : 'dropped',
    row % 100,
  ])
  const columns = [
    { name: 'student', kind: 'relation' as const, model: 'students' },
    { name: 'email', kind: 'lookup' as const },
    { name: 'status', kind: 'choice' as const },
    { name: 'points', kind: 'integer' as const },
  ]
  return {
    texts: cells.map((row) => row.map((cell) => `${Array.isArray(cell) ? cell[2] : cell}`)),
    inner: { columns, cells },
  }
}

function start(stored: number, pasted: number) {
  const session = new GridSession(gridOf(stored))
  session.moveTo({ key: session.keyAt(0)!, field: 'student' })
  const prepared = preparePaste(session, blockOf(pasted, 3))
  if (typeof prepared === 'string') throw new Error(prepared)
  doPaste(session, prepared)
  return session
}

describe('a long paste', () => {
  test('is one step to undo, like a short one', async () => {
    const session = start(1_500, 1_800)
    const { model } = session
    expect(session.work?.words).toBe('Pasting 1,800 rows')
    expect(model.log.canUndo).toBe(false)
    await session.work?.finished
    expect(session.work).toBeNull()
    expect(model.judge.counts).toEqual({ changed: 1_500, created: 300, deleted: 0, problems: 0 })
    expect(session.announcement).toBe(
      'Pasted 1,800 rows by 4 columns; 300 enrollments added; 1,800 cells read-only and left as they were',
    )
    const after = picture(model)
    expect(model.undo()?.label).toBe('paste of 5,400 cells')
    expect(model.undo()).toBeUndefined()
    expect(model.judge.counts).toEqual({ changed: 0, created: 0, deleted: 0, problems: 0 })
    expect(picture(model)).toEqual(picture(gridOf(1_500)))
    model.redo()
    expect(picture(model)).toEqual(after)
  })

  test('is taken back by Escape, wherever it is, and leaves no step to undo', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 5 }), fc.nat(4), async (gestures, slices) => {
        const session = new GridSession(gridOf(1_300))
        const { model } = session
        for (const gesture of gestures) perform(model, gesture)
        const before = picture(model)
        const counts = { ...model.judge.counts }
        session.moveTo({ key: session.keyAt(0)!, field: 'student' })
        const prepared = preparePaste(session, blockOf(1_400, 5))
        if (typeof prepared !== 'string') doPaste(session, prepared)
        for (let slice = 0; slice < slices; slice += 1) await new Promise((done) => setTimeout(done))
        if (!session.work) return
        const long = session.work
        press(session, { kind: 'escape' }, page)
        expect(session.work).toBeNull()
        expect(picture(model)).toEqual(before)
        expect(model.judge.counts).toEqual(counts)
        expect(session.announcement).toBe('The paste was given up; nothing was pasted')
        await long.finished
        expect(picture(model)).toEqual(before)
        while (model.undo());
        expect(model.rows.patches.size + model.rows.deleted.size + model.rows.created.length).toBe(0)
      }),
      { seed, numRuns: 12 },
    )
  })

  test('lets no other gesture change the rows meanwhile', async () => {
    const session = start(1_500, 1_500)
    const { model } = session
    const key = session.keyAt(7)!
    expect(model.edit('change', [{ key, field: 'points', content: 99 }]).ops).toEqual([])
    expect(model.setHere('deletion', [key], false).ops).toEqual([])
    expect(model.undo()).toBeUndefined()
    expect(session.edit('caret')).toBe(false)
    press(session, { kind: 'clear' }, page)
    expect(session.announcement).toMatch(/^Pasting 1,500 rows: wait/)
    paste(session, { texts: [['5']] })
    await session.work?.finished
    expect(model.get(key, 'points')).toBe(7)
    expect(model.edit('change', [{ key, field: 'points', content: 99 }]).ops).toHaveLength(1)
  })

  test('asks for all its unknown texts together', async () => {
    const asked: string[][] = []
    const store = createGridStore(
      enrollmentForm(),
      { rows: JSON.stringify(enrollments(10)), total: 10 },
      {
        resolve: async (field, texts) => {
          asked.push(texts)
          return resolving()(field, texts)
        },
      },
    )
    const { session } = store
    session.moveTo({ key: session.keyAt(0)!, field: 'student' })
    const texts = Array.from({ length: 5_100 }, (_, row) => [`somebody ${row}`])
    const prepared = preparePaste(session, { texts })
    if (typeof prepared !== 'string') doPaste(session, prepared)
    await store.settled()
    expect(asked.map((each) => each.length)).toEqual([5_100])
    expect(store.model.judge.counts.problems).toBe(5_100)
  })

  test('that takes long to read goes where the focus was, and is waited for by a save', async () => {
    const store = createGridStore(
      enrollmentForm(),
      { rows: JSON.stringify(enrollments(6_000)), total: 6_000 },
      { resolve: resolving() },
    )
    const { session } = store
    session.moveTo({ key: session.keyAt(2)!, field: 'points' })
    const texts = Array.from({ length: 5_500 }, (_, row) => [`${row % 100}`])
    pasteLong(session, clipboardForms({ texts }))
    expect(session.work?.words).toBe('Reading what is pasted')
    session.moveTo({ key: session.keyAt(100)!, field: 'status' })
    await store.settled()
    expect(session.work).toBeNull()
    expect(session.announcement).toMatch(/^Pasted 5,500 rows by 1 column/)
    expect(session.focus).toEqual({ key: session.keyAt(2), field: 'points' })
    expect(texts.every(([text], row) => store.model.get(session.keyAt(row + 2)!, 'points') === Number(text))).toBe(true)
    pasteLong(session, clipboardForms({ texts }))
    session.work?.giveUp()
    expect(session.work).toBeNull()
    expect(session.announcement).toBe('The paste was given up; nothing was pasted')
  })

  test('is waited for by a save, and no half of it is kept as a draft', async () => {
    const store = createGridStore(
      enrollmentForm(),
      { rows: JSON.stringify(enrollments(1_500)), total: 1_500 },
      { resolve: resolving() },
    )
    const { session } = store
    session.moveTo({ key: session.keyAt(0)!, field: 'student' })
    const prepared = preparePaste(session, blockOf(1_500, 3))
    if (typeof prepared !== 'string') doPaste(session, prepared)
    expect(session.work).not.toBeNull()
    expect(store.draft()).toBeNull()
    await store.settled()
    expect(store.check()).toEqual([])
    expect(store.toChanges()?.changes.update).toHaveLength(1_500)
    expect(store.draft()).not.toBeNull()
  })
})
