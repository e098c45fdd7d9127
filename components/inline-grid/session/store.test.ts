import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Conflict, RowChanges, Saved } from '@/admin/engine/batch'
import type { Cell, InlineForm } from '@/admin/engine/form'
import { type Arrangement, asStored } from '@/components/inline-grid/order/arrange'
import { storedScalar } from '@/components/inline-grid/values/content'
import { createGridStore, type GridStore } from './store'
import { act, enrollmentForm, enrollments, fieldNamed, perform, person, picture, resolving, seed } from './testing'

function storeOf(count: number): GridStore {
  const rows = enrollments(count)
  return createGridStore(enrollmentForm(), { rows: JSON.stringify(rows), total: count }, { resolve: resolving() })
}

/** Stores a batch as the server would: ids from `nextId` on, relations with their titles. */
function serverOf(rows: [number, ...Cell[]][], firstId = 1_000) {
  const stored = new Map(rows.map((row) => [row[0], row]))
  let nextId = firstId
  const cell = (name: string, value: unknown): Cell =>
    name === 'student' && typeof value === 'number' ? person(value) : (value as Cell)
  const names = ['student', 'status', 'points']
  return {
    stored,
    save(changes: RowChanges): Saved['inlines'][string] {
      const saved: Saved['inlines'][string] = { created: {}, updated: [], deleted: [] }
      for (const { id } of changes.delete) {
        stored.delete(id)
        saved.deleted.push(id)
      }
      for (const { id, changes: cells } of changes.update) {
        const row = [...stored.get(id)!] as [number, ...Cell[]]
        for (const [name, [, to]] of Object.entries(cells)) row[names.indexOf(name) + 1] = cell(name, to)
        stored.set(id, row)
        saved.updated.push(row)
      }
      for (const { key, values } of changes.create) {
        const row: [number, ...Cell[]] = [nextId, ...names.map((name) => cell(name, values[name] ?? null))]
        nextId += 1
        stored.set(row[0], row)
        saved.created[key] = row
      }
      return saved
    },
  }
}

describe('what is sent', () => {
  test('is what changed, from what and to what, and nothing else', () => {
    const store = storeOf(3)
    const { model } = store
    model.edit('change', [{ key: '2', field: 'status', content: 'completed' }])
    model.setHere('deletion', ['3'], false)
    const blank = model.order.keyAt(3)!
    model.edit('change', [{ key: blank, field: 'student', content: person(9) }])
    expect(store.toChanges()?.changes).toEqual({
      create: [{ key: blank, values: { student: 9, status: 'active' } }],
      update: [{ id: 2, changes: { status: ['active', 'completed'] } }],
      delete: [{ id: 3, from: { student: 3, status: 'active', points: 2 } }],
    })
  })

  test('is nothing when everything was changed back', () => {
    const store = storeOf(3)
    store.model.edit('change', [{ key: '2', field: 'status', content: 'completed' }])
    store.model.edit('change', [{ key: '2', field: 'status', content: 'active' }])
    expect(store.toChanges()).toBeNull()
    expect(store.draft()).toBeNull()
  })

  test('holds the text of an open editor', () => {
    const store = storeOf(3)
    store.session.moveTo({ key: '1', field: 'points' })
    store.session.edit('caret')
    expect(store.isTyping()).toBe(false)
    store.session.type('42')
    expect(store.isTyping()).toBe(true)
    expect(store.check()).toEqual([])
    expect(store.isTyping()).toBe(false)
    expect(store.toChanges()?.changes.update).toEqual([{ id: 1, changes: { points: [0, 42] } }])
  })
})

describe('a save', () => {
  test('whatever is edited while it runs stays edited and is sent by the next one', () => {
    const acts = fc.array(act, { maxLength: 10 })
    fc.assert(
      fc.property(acts, acts, (before, meanwhile) => {
        const store = storeOf(6)
        const server = serverOf(enrollments(6))
        for (const gesture of before) perform(store.model, gesture)
        const sent = store.toChanges()
        const answer = sent && server.save(sent.changes)
        for (const gesture of meanwhile) perform(store.model, gesture)
        const wanted = values(store)
        if (sent && answer) store.rebase(answer, sent.token)
        expect(values(store)).toEqual(wanted)
        const rest = store.toChanges()
        if (rest) store.rebase(server.save(rest.changes), rest.token)
        expect(store.toChanges()).toBeNull()
        expect(values(store)).toEqual(
          [...server.stored.values()]
            .map((row) => row.slice(1).map((cell) => storedScalar(cell as Cell)))
            .map(String)
            .sort(),
        )
      }),
      { seed, numRuns: 300 },
    )
  })

  test('can be undone: the values of before are edits of what was stored', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 10 }), (gestures) => {
        const store = storeOf(6)
        const server = serverOf(enrollments(6))
        const before = values(store)
        for (const gesture of gestures) perform(store.model, gesture)
        const sent = store.toChanges()
        if (sent) store.rebase(server.save(sent.changes), sent.token)
        while (store.model.undo());
        expect(values(store)).toEqual(before)
      }),
      { seed, numRuns: 300 },
    )
  })

  test('names a row by what it holds, when its addition is taken back afterwards', () => {
    const store = storeOf(1)
    const key = store.model.order.keyAt(1)!
    store.model.edit('change', [{ key, field: 'student', content: person(3) }])
    const sent = store.toChanges()!
    store.rebase({ created: { [key]: [77, person(3), 'active', null] }, updated: [], deleted: [] }, sent.token)
    store.model.undo()
    expect(store.session.titleOf(key)).toBe('Cara Diaz')
    expect(store.toChanges()?.changes).toMatchObject({ create: [], update: [], delete: [{ id: 77 }] })
    store.model.redo()
    expect(store.toChanges()).toBeNull()
  })

  test('keeps a new row under its key, so that focus and undo still find it', () => {
    const store = storeOf(1)
    const key = store.model.order.keyAt(1)!
    store.model.edit('change', [{ key, field: 'student', content: person(9) }])
    const sent = store.toChanges()!
    store.rebase({ created: { [key]: [77, person(9), 'active', null] }, updated: [], deleted: [] }, sent.token)
    expect(store.model.rows.idOf(key)).toBe(77)
    expect(store.model.order.indexOf(key)).toBe(1)
    store.model.edit('change', [{ key, field: 'points', content: 3 }])
    expect(store.toChanges()?.changes.update).toEqual([{ id: 77, changes: { points: [null, 3] } }])
  })
})

/** The values of the rows that will be there after a save, in no order: a re-created row is at another place. */
function values(store: GridStore): string[] {
  const { rows } = store.model
  return [...rows.savedKeys, ...rows.created]
    .filter((key) => rows.isHere(key) && !rows.isBlank(key))
    .map((key) => ['student', 'status', 'points'].map((name) => storedScalar(store.model.get(key, name))))
    .map(String)
    .sort()
}

test('a computed column is never sent, and shows what the save answers with', () => {
  const twice = fieldNamed('twice', { kind: 'integer', readOnly: true, computed: true })
  const form = enrollmentForm({ fields: [...enrollmentForm().fields, twice] })
  const rows = enrollments(3).map((row) => [...row, Number(row[3]) * 2])
  const store = createGridStore(form, { rows: JSON.stringify(rows), total: 3 }, { resolve: resolving() })
  store.model.edit('change', [
    { key: '2', field: 'points', content: 50 },
    { key: '2', field: 'twice', content: 7 },
  ])
  const sent = store.toChanges()
  expect(sent?.changes.update).toEqual([{ id: 2, changes: { points: [1, 50] } }])
  expect(store.model.get('2', 'twice')).toBe(2)
  store.rebase({ created: {}, updated: [[2, person(2), 'active', 50, 100]], deleted: [] }, sent?.token ?? 0)
  expect(store.model.get('2', 'twice')).toBe(100)
  expect(store.toChanges()).toBeNull()
})

test('a row that a lost answer had stored is one row with the one the page was loaded with', () => {
  const store = storeOf(2)
  const draft = (status: string) => ({
    version: 1,
    changed: [],
    created: [{ key: 'new:a', cells: { student: person(2), status } }],
  })
  const stored: Saved['inlines'][string] = {
    created: { 'new:a': [2, person(2), 'active', 1] },
    updated: [],
    deleted: [],
  }
  store.restore(draft('active'))
  store.rebase(stored, -1)
  expect(store.toChanges()).toBeNull()
  expect(store.counts()).toMatchObject({ created: 0, problems: 0 })
  expect(store.model.total).toBe(2)

  const edited = storeOf(2)
  edited.restore(draft('dropped'))
  edited.rebase(stored, -1)
  expect(edited.toChanges()?.changes).toEqual({
    create: [],
    update: [{ id: 2, changes: { status: ['active', 'dropped'] } }],
    delete: [],
  })
  expect(edited.check()).toEqual([])
})

describe('problems', () => {
  test('required and invalid cells are found before anything is sent', () => {
    const store = storeOf(2)
    const blank = store.model.order.keyAt(2)!
    store.model.edit('change', [{ key: blank, field: 'status', content: 'dropped' }])
    store.model.edit('change', [{ key: '1', field: 'student', content: null }])
    expect(store.check()).toEqual([
      { inline: 'enrollments', row: '1', field: 'student', message: 'Required' },
      { inline: 'enrollments', row: blank, field: 'student', message: 'Required' },
    ])
  })

  test('a problem of the server stays until its cell is edited', () => {
    const store = storeOf(2)
    store.showProblems([{ inline: 'enrollments', row: '2', field: 'status', message: 'Not now' }])
    expect(store.counts().problems).toBe(1)
    store.model.edit('change', [{ key: '2', field: 'status', content: 'dropped' }])
    expect(store.counts().problems).toBe(0)
  })

  test('are told of by the rows’ titles, and of new rows without one by their place', () => {
    const store = storeOf(3)
    const [one] = store.model.addBlanks(1)
    const [other] = store.model.addBlanks(1)
    for (const key of [one!, other!]) store.model.edit('change', [{ key, field: 'points', content: 5 }])
    const problems = store.check()
    expect(problems.map((problem) => store.nameOf(problem))).toEqual(['Row 4, Student', 'Row 5, Student'])
    store.model.edit('change', [{ key: one!, field: 'student', content: person(5) }])
    expect(store.nameOf({ row: one!, field: 'points' })).toBe('Eva Novak, Points')
    store.model.edit('change', [{ key: one!, field: 'student', content: null }])
    store.model.apply({ ...store.model.arrangement, only: 'deleted' })
    expect(store.nameOf({ row: one! })).toBe('New enrollment')
  })

  test('are gone, or others, as soon as their cells say something else', async () => {
    const store = storeOf(3)
    store.model.edit('change', [{ key: '1', field: 'points', content: 101 }])
    const [problem] = store.check()
    expect(store.problemNow(problem!)).toBe(problem!.message)
    store.model.edit('change', [{ key: '1', field: 'points', content: { raw: 'x', state: 'invalid', message: 'No' } }])
    expect(store.problemNow(problem!)).toBe('No')
    store.model.edit('change', [{ key: '1', field: 'points', content: 7 }])
    expect(store.problemNow(problem!)).toBeUndefined()

    const said = { inline: 'enrollments', row: '2', field: 'status', message: 'Closed' }
    store.showProblems([said])
    expect(store.problemNow(said)).toBe('Closed')
    store.model.setHere('deletion', ['2'], false)
    expect(store.problemNow(said)).toBeUndefined()

    store.model.edit('change', [
      { key: '3', field: 'student', content: { raw: 'nobody', state: 'resolving', message: 'Being looked up' } },
    ])
    const unsettled = { inline: 'enrollments', row: '3', field: 'student', message: 'is still being looked up' }
    expect(store.problemNow(unsettled)).toBe('“nobody” is still being looked up')
    await store.model.resolver.idle(1_000)
    expect(store.problemNow(unsettled)).toBe('No student matches “nobody”')
  })

  test('row counts and rules concern the table', () => {
    const form = enrollmentForm({
      minRows: 2,
      rules: [{ where: { status: 'dropped' }, max: 1, message: 'One at most' }],
    })
    const store = createGridStore(form, { rows: JSON.stringify(enrollments(3)), total: 3 })
    store.model.edit(
      'fill',
      ['1', '2'].map((key) => ({ key, field: 'status', content: 'dropped' })),
    )
    expect(store.check()).toEqual([{ inline: 'enrollments', message: 'One at most' }])
    store.model.setHere('deletion', ['1', '3'], false)
    expect(store.check()).toEqual([
      { inline: 'enrollments', message: 'At least 2 enrollments needed (there would be 1)' },
    ])
  })
})

describe('conflicts', () => {
  const met = { by: 'Mia', at: null, inline: 'enrollments' }
  const cell: Conflict = { ...met, kind: 'cell', row: '1', field: 'status', yours: 'dropped', theirs: 'completed' }

  test('mine is sent again, now from their value', () => {
    const store = storeOf(2)
    store.model.edit('change', [{ key: '1', field: 'status', content: 'dropped' }])
    store.showConflicts([cell])
    expect(store.model.status('1').conflicts.size).toBe(1)
    store.settle(cell, 'mine')
    expect(store.model.status('1').conflicts.size).toBe(0)
    expect(store.toChanges()?.changes.update).toEqual([{ id: 1, changes: { status: ['completed', 'dropped'] } }])
  })

  test('theirs is shown and nothing is sent', () => {
    const store = storeOf(2)
    store.model.edit('change', [{ key: '1', field: 'status', content: 'dropped' }])
    store.settle(cell, 'theirs')
    expect(store.model.get('1', 'status')).toBe('completed')
    expect(store.toChanges()).toBeNull()
  })

  test('a row that is gone is made anew with what it held and what was typed, or dropped', () => {
    const gone: Conflict = {
      ...met,
      kind: 'row-deleted',
      row: '1',
      rowTitle: 'Ana Lee',
      cells: { student: person(1), status: 'completed', points: 8 },
    }
    const store = storeOf(2)
    store.model.edit('change', [{ key: '1', field: 'status', content: 'dropped' }])
    store.settle(gone, 'mine')
    expect(store.toChanges()?.changes).toMatchObject({
      create: [{ values: { student: 1, status: 'dropped', points: 8 } }],
      update: [],
    })
    const other = storeOf(2)
    other.model.edit('change', [{ key: '1', field: 'status', content: 'dropped' }])
    other.settle(gone, 'theirs')
    expect(other.toChanges()).toBeNull()
    expect(other.model.order.indexOf('1')).toBe(-1)
  })

  test('a row that is made anew leaves nothing unsaved, whatever its read-only cells held', () => {
    const since = fieldNamed('since', { kind: 'text', readOnly: true })
    const form = enrollmentForm()
    const store = createGridStore(
      { ...form, fields: [...form.fields, since] },
      { total: 1, rows: JSON.stringify([[1, person(1), 'active', 0, 'January']]) },
    )
    store.model.edit('change', [{ key: '1', field: 'status', content: 'dropped' }])
    const cells = { student: person(1), status: 'active', points: 0, since: 'January' }
    store.settle({ ...met, kind: 'row-deleted', row: '1', rowTitle: 'Ana Lee', cells }, 'mine')
    const { changes, token } = store.toChanges()!
    const { key, values } = changes.create[0]!
    expect(Object.keys(values).sort()).toEqual(['points', 'status', 'student'])
    store.rebase({ created: { [key]: [9, person(1), 'dropped', 0, 'March'] }, updated: [], deleted: [] }, token)
    expect(store.toChanges()).toBeNull()
    expect(store.counts()).toMatchObject({ changed: 0, created: 0 })
    expect(store.model.get('1', 'since')).toBe('March')
  })

  test('a row changed by somebody else is deleted all the same, or kept', () => {
    const changed: Conflict = { ...met, kind: 'row-changed', row: '1', rowTitle: 'Ana Lee', theirs: { points: 50 } }
    const store = storeOf(2)
    store.model.setHere('deletion', ['1'], false)
    store.settle(changed, 'mine')
    expect(store.toChanges()?.changes.delete).toEqual([{ id: 1, from: { student: 1, status: 'active', points: 50 } }])
    store.settle(changed, 'theirs')
    expect(store.toChanges()).toBeNull()
    expect(store.model.get('1', 'points')).toBe(50)
  })
})

describe('a draft', () => {
  test('brings every edit back, with what it was made from', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (gestures) => {
        const store = storeOf(6)
        for (const gesture of gestures) perform(store.model, gesture)
        const draft: unknown = JSON.parse(JSON.stringify(store.draft()))
        const fresh = storeOf(6)
        fresh.restore(draft)
        expect(picture(fresh.model)).toEqual(picture(store.model))
        expect(fresh.toChanges()?.changes).toEqual(store.toChanges()?.changes)
      }),
      { seed, numRuns: 200 },
    )
  })

  test('still meets a conflict when a colleague changed the cell since', () => {
    const store = storeOf(2)
    store.model.edit('change', [{ key: '1', field: 'status', content: 'dropped' }])
    const draft = store.draft()
    const rows = enrollments(2)
    rows[0]![2] = 'completed'
    const fresh = createGridStore(enrollmentForm(), { rows: JSON.stringify(rows), total: 2 })
    expect(fresh.restore(draft)).toBe(1)
    expect(fresh.toChanges()?.changes.update).toEqual([{ id: 1, changes: { status: ['active', 'dropped'] } }])
  })

  test.each([null, 7, 'draft', { version: 2 }, { version: 1, changed: 3 }])('%j is none', (draft) => {
    expect(storeOf(1).restore(draft)).toBe(0)
  })
})

test('giving everything up is one step that can be undone', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (gestures) => {
      const store = storeOf(6)
      const stored = picture(store.model)
      for (const gesture of gestures) perform(store.model, gesture)
      const edited = picture(store.model)
      store.discard()
      expect(picture(store.model)).toEqual(stored)
      expect(store.toChanges()).toBeNull()
      if (JSON.stringify(edited) !== JSON.stringify(stored)) {
        store.model.undo()
        expect(picture(store.model)).toEqual(edited)
      }
    }),
    { seed, numRuns: 200 },
  )
})

describe('rows behind a heading', () => {
  const collapsed = (arrangement?: Arrangement, count = 3) =>
    createGridStore(
      enrollmentForm({ collapsed: true }),
      { rows: JSON.stringify(enrollments(3)), total: count },
      { resolve: resolving(), load: () => new Promise(() => {}), arrangement },
    )
  const problem = { inline: 'enrollments', row: '2', field: 'status', message: 'Not valid' }
  const conflict: Conflict = {
    kind: 'row-deleted',
    inline: 'enrollments',
    row: '2',
    rowTitle: 'Ben Osei',
    cells: null,
    by: null,
    at: null,
  }

  test('are out of sight at first, unless the address asks for their order', () => {
    const asked: Arrangement = { ...asStored, words: 'lee' }
    expect(storeOf(3).session.isOpen).toBe(true)
    expect(collapsed().session.isOpen).toBe(false)
    expect(collapsed(asStored).session.isOpen).toBe(false)
    expect(collapsed(asked).session.isOpen).toBe(true)
    expect(collapsed(asked, 20_000).session.isOpen).toBe(true)
  })

  test.each<[string, (store: GridStore) => unknown]>([
    ['a problem', (store) => store.showProblems([problem])],
    [
      'a problem of the table as a whole',
      (store) => store.showProblems([{ inline: 'enrollments', message: 'Too many' }]),
    ],
    ['a conflict', (store) => store.showConflicts([conflict])],
    ['a link to one of their cells', (store) => store.focus(problem)],
  ])('come to sight with %s', (_, happen) => {
    const store = collapsed()
    happen(store)
    expect(store.session.isOpen).toBe(true)
    store.session.setOpen(false)
    expect(store.session.isOpen).toBe(false)
    happen(store)
    expect(store.session.isOpen).toBe(true)
  })

  test('come to sight with a draft of them, and with nothing of others', () => {
    const before = collapsed()
    before.model.edit('change', [{ key: '2', field: 'status', content: 'completed' }])
    const store = collapsed()
    store.showProblems([])
    store.showConflicts([])
    expect(store.session.isOpen).toBe(false)
    store.restore(before.draft())
    expect(store.session.isOpen).toBe(true)
  })
})

describe('rows of a long list that were read as the address asks', () => {
  const arrangement: Arrangement = { ...asStored, sort: { field: 'points', descending: true }, words: 'o' }
  const asked = { sort: '-points', q: 'o', values: {}, found: 900 }
  function longStore(options: { arrangement?: Arrangement; asked?: typeof asked }) {
    const requests: Arrangement[] = []
    const store = createGridStore(
      enrollmentForm(),
      { rows: JSON.stringify(enrollments(200)), total: 20_000, asked: options.asked },
      {
        resolve: resolving(),
        arrangement: options.arrangement,
        load: (request) => {
          requests.push(request.arrangement)
          return new Promise(() => {})
        },
      },
    )
    return { ...store, requests }
  }

  test('stand in the page at once, and are not asked for again', () => {
    const store = longStore({ arrangement, asked })
    const { model } = store
    expect(model.arrangement).toBe(arrangement)
    expect([model.total, model.found, model.order.keyAt(0), model.order.keyAt(199)]).toEqual([20_000, 900, '1', '200'])
    store.begin()
    expect(store.requests).toEqual([])
    expect(model.isSearching).toBe(false)
    model.apply(asStored)
    expect(store.requests).toEqual([asStored])
  })

  test('stand nowhere when the address has become another one', () => {
    const other = { ...arrangement, words: 'a' }
    const changed = longStore({ arrangement: other, asked })
    expect(changed.model.order.keyAt(0)).toBeUndefined()
    changed.begin()
    expect(changed.requests).toEqual([other])
    const plain = longStore({ asked })
    expect([plain.model.found, plain.model.order.keyAt(0)]).toEqual([20_000, undefined])
  })

  test('are asked for when the server did not read them so', () => {
    const store = longStore({ arrangement })
    expect(store.model.order.keyAt(0)).toBe('1')
    store.begin()
    expect(store.requests).toEqual([arrangement])
  })
})

describe('a copy', () => {
  const store = (form: Partial<InlineForm>, total = 3) =>
    createGridStore(enrollmentForm(form), { rows: JSON.stringify(enrollments(3)), total }, { resolve: resolving() })
  const rights = { view: true, add: true, change: true, delete: true }

  test('has the rows where they may be added, and not those that hang on another record', () => {
    expect(store({}).copy()).toMatchObject({ created: [{}, {}, {}] })
    expect(store({ can: { ...rights, add: false } }).copy()).toBeNull()
    expect(store({ via: { field: 'contactId', label: 'Contact' } }).copy()).toBeNull()
  })

  test('can be made where all rows are here', () => {
    expect(store({}).isWhole).toBe(true)
    expect(store({}, 20_000).isWhole).toBe(false)
    expect(store({ via: { field: 'contactId', label: 'Contact' } }, 20_000).isWhole).toBe(true)
  })
})
