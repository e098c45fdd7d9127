import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Arrangement, asStored, searchText } from '@/components/inline-grid/order/arrange'
import { GridModel } from './grid-model'
import { act, enrollmentForm, enrollments, gridOf, perform, person, picture, resolving, seed } from './testing'

const acts = fc.array(act, { maxLength: 25 })
const settings = { seed, numRuns: 200 }

describe('any gestures', () => {
  test('undone one by one give back what was stored, redone one by one what they made', () => {
    fc.assert(
      fc.property(acts, (gestures) => {
        const model = gridOf(8)
        const before = picture(model)
        const done = gestures.filter((gesture) => perform(model, gesture)).length
        const after = picture(model)
        for (let step = 0; step < done; step += 1) expect(model.undo()).toBeDefined()
        expect(model.undo()).toBeUndefined()
        expect(picture(model)).toEqual(before)
        expect(model.judge.counts).toEqual({ changed: 0, created: 0, deleted: 0, problems: 0 })
        while (model.redo());
        expect(picture(model)).toEqual(after)
      }),
      settings,
    )
  })

  test('that are given up anywhere on their way leave everything as it was', () => {
    const edits = fc.array(fc.tuple(fc.nat(400), fc.constantFrom('student', 'status', 'points'), fc.nat(12)), {
      minLength: 150,
      maxLength: 400,
    })
    fc.assert(
      fc.property(acts, edits, fc.nat(12), (gestures, cells, steps) => {
        const model = gridOf(300)
        for (const gesture of gestures) perform(model, gesture)
        const before = picture(model)
        const counts = { ...model.judge.counts }
        const blanks = Array.from({ length: 100 }, (_, index) => `new:${index}`)
        const work = model.editing(
          'paste',
          cells.map(([row, field, value]) => ({
            key: model.order.keyAt(row) ?? blanks[row - 300] ?? '1',
            field,
            content: field === 'student' ? person(value + 1) : field === 'points' ? value : 'completed',
          })),
        )
        let isDone = false
        for (let step = 0; step < steps && !isDone; step += 1) isDone = work.next().done ?? false
        work.return({ label: '', ops: [] })
        if (isDone) expect(model.undo()).toBeDefined()
        expect(picture(model)).toEqual(before)
        expect(model.judge.counts).toEqual(counts)
      }),
      { seed, numRuns: 60 },
    )
  })

  test('keep their values whatever is sorted and filtered between them', () => {
    const arrangement = fc.record({
      sort: fc.option(fc.record({ field: fc.constantFrom('student', 'status', 'points'), descending: fc.boolean() })),
      words: fc.constantFrom('', 'ana', 'example', 'nothing'),
      values: fc.constantFrom<Arrangement['values'][]>({}, { status: ['active'] }),
      only: fc.constantFrom(null, 'changed' as const, 'problem' as const),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(act, arrangement), { maxLength: 12 }), (steps) => {
        const model = gridOf(8)
        for (const [gesture, next] of steps) {
          perform(model, gesture)
          const before = picture(model)
          model.apply(next)
          expect(picture(model)).toEqual(before)
        }
        while (model.undo());
        expect(model.rows.patches.size + model.rows.deleted.size + model.rows.created.length).toBe(0)
      }),
      settings,
    )
  })

  test('are found by what the rows hold now', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(act, fc.constantFrom('ana', 'completed', 'p3@', '5')), { maxLength: 8 }),
        (steps) => {
          const model = gridOf(8)
          for (const [gesture, words] of steps) {
            perform(model, gesture)
            model.apply({ ...asStored, words })
            for (const key of model.rows.savedKeys) expect(model.searchText(key)).toBe(searchText(key, model))
          }
        },
      ),
      settings,
    )
  })

  test('never hide a row with unsaved changes from a search', () => {
    fc.assert(
      fc.property(acts, (gestures) => {
        const model = gridOf(8)
        for (const gesture of gestures) perform(model, gesture)
        model.apply({ ...asStored, words: 'nobody is named so' })
        for (const key of model.rows.patches.keys())
          if (model.rows.isHere(key)) expect(model.order.indexOf(key)).toBeGreaterThanOrEqual(0)
      }),
      settings,
    )
  })

  test('leave counts that a fresh count agrees with', () => {
    fc.assert(
      fc.property(acts, (gestures) => {
        const model = gridOf(8)
        for (const gesture of gestures) perform(model, gesture)
        const { rows, judge } = model
        const changed = rows.savedKeys.filter((key) => rows.patches.has(key) && !rows.deleted.has(key)).length
        expect(judge.counts.changed).toBe(changed)
        expect(judge.counts.deleted).toBe(rows.deleted.size)
        expect(judge.counts.created).toBe(rows.created.filter((key) => !rows.isBlank(key)).length)
      }),
      settings,
    )
  })
})

describe('a blank row', () => {
  test('becomes a row with the first value, and a fresh one follows', () => {
    const model = gridOf(2)
    const blank = model.order.keyAt(2)!
    model.edit('change', [{ key: blank, field: 'points', content: 5 }])
    expect(model.status(blank).change).toBe('new')
    expect(model.get(blank, 'status')).toBe('active')
    expect(model.order.length).toBe(4)
    expect(model.status(model.order.keyAt(3)!).change).toBe('blank')
  })

  test('is one again when its values are taken out', () => {
    const model = gridOf(0)
    const blank = model.order.keyAt(0)!
    model.edit('change', [{ key: blank, field: 'points', content: 5 }])
    model.edit('clearing', [{ key: blank, field: 'points', content: null }])
    expect(model.status(blank).change).toBe('blank')
    expect(model.judge.counts.created).toBe(0)
  })

  test('that holds nothing but a default is untouched', () => {
    const model = gridOf(0)
    const blank = model.order.keyAt(0)!
    model.edit('change', [{ key: blank, field: 'status', content: 'active' }])
    expect(model.status(blank).change).toBe('blank')
    model.edit('change', [{ key: blank, field: 'status', content: 'completed' }])
    model.leave(blank)
    expect(model.status(blank).problems).toEqual(new Map([['student', 'Required']]))
  })

  test('is not offered beyond the most rows allowed', () => {
    const model = gridOf(2, { maxRows: 3 })
    expect(model.order.length).toBe(3)
    model.edit('change', [{ key: model.order.keyAt(2)!, field: 'student', content: person(9) }])
    expect(model.order.length).toBe(3)
    expect(model.addBlanks(1)).toEqual([])
  })
})

describe('the same student twice', () => {
  test('is a problem on both rows until one of them is deleted', () => {
    const model = gridOf(3)
    const blank = model.order.keyAt(3)!
    model.edit('change', [{ key: blank, field: 'student', content: person(2) }])
    expect(model.status(blank).problems.get('student')).toBe('This student is already here: Ben Osei')
    expect(model.status('2').problems.get('student')).toBe('Ben Osei is also in another enrollment')
    model.setHere('deletion', ['2'], false)
    expect(model.status(blank).problems.size).toBe(0)
    expect(model.judge.counts).toEqual({ changed: 0, created: 1, deleted: 1, problems: 0 })
  })

  test('two rows may swap their students', () => {
    const model = gridOf(3)
    model.edit('swap', [
      { key: '1', field: 'student', content: person(2) },
      { key: '2', field: 'student', content: person(1) },
    ])
    expect(model.judge.counts.problems).toBe(0)
  })
})

describe('rights', () => {
  const can = { view: true, add: true, change: true, delete: true }

  test('without the right to change, stored cells stay; new rows can be filled', () => {
    const model = gridOf(2, { can: { ...can, change: false } })
    expect(model.edit('change', [{ key: '1', field: 'points', content: 7 }]).ops).toEqual([])
    expect(model.canEdit(model.order.keyAt(2)!, 'points')).toBe(true)
  })

  test('there are as many blank rows as are declared, and no more than there is room for', () => {
    expect(gridOf(2, { extra: 3 }).order.length).toBe(5)
    expect(gridOf(2, { extra: 0 }).order.length).toBe(2)
    expect(gridOf(2, { extra: 3, maxRows: 4 }).order.length).toBe(4)
  })

  test('what is only read stays as it is, in new rows too', () => {
    const fields = enrollmentForm().fields.map((field) =>
      field.name === 'points' ? { ...field, readOnly: true } : field,
    )
    const model = gridOf(1, { fields })
    for (const key of ['1', model.order.keyAt(1)!]) {
      expect(model.canEdit(key, 'points')).toBe(false)
      expect(model.edit('change', [{ key, field: 'points', content: 7 }]).ops).toEqual([])
      expect(model.canEdit(key, 'status')).toBe(true)
    }
  })

  test('without the right to add there is no blank row', () => {
    expect(gridOf(2, { can: { ...can, add: false } }).order.length).toBe(2)
  })

  test('without the right to delete no stored row is marked', () => {
    const model = gridOf(2, { can: { ...can, delete: false } })
    expect(model.setHere('deletion', ['1'], false).ops).toEqual([])
  })
})

describe('a text in a relation cell', () => {
  const text = { raw: 'p9@example.org', state: 'resolving' as const, message: 'Being looked up' }

  test('becomes the record it names, also in what is undone and redone', async () => {
    const model = gridOf(2, {}, { 'p9@example.org': { status: 'ok', option: person(9) } })
    model.edit('change', [{ key: '1', field: 'student', content: text }])
    model.undo()
    await model.resolver.idle(1_000)
    expect(model.get('1', 'student')).toEqual(person(1))
    model.redo()
    await model.resolver.idle(1_000)
    expect(model.get('1', 'student')).toEqual(person(9))
    expect(model.undo()?.label).toBe('change')
    expect(model.undo()).toBeUndefined()
  })

  test('is not looked up any longer when nobody waits for it', async () => {
    const asked: AbortSignal[] = []
    const model = new GridModel(enrollmentForm(), enrollments(2), async (_, __, signal) => {
      asked.push(signal)
      await new Promise((done) => setTimeout(done))
      return resolving()(_, __)
    })
    for (const key of ['1', '2']) {
      model.edit('change', [{ key, field: 'student', content: { ...text, raw: key } }])
      await Promise.resolve()
    }
    model.undo()
    expect(asked.map(({ aborted }) => aborted)).toEqual([false, false])
    model.undo()
    expect(asked.map(({ aborted }) => aborted)).toEqual([true, true])
    await model.resolver.idle(1_000)
    expect(model.resolver.isBusy).toBe(false)
    model.redo()
    await model.resolver.idle(1_000)
    expect(model.get('1', 'student')).toMatchObject({ raw: '1', state: 'unknown' })
  })

  test('that was asked for in vain says so beside others that were answered, and is asked for again', async () => {
    const asked: string[][] = []
    const model = new GridModel(enrollmentForm(), enrollments(2), async (_, texts) => {
      asked.push(texts)
      const answers = await resolving({ a: { status: 'ok', option: person(9) } })(_, texts)
      if (asked.length === 1) answers.delete('b')
      return answers
    })
    const [a, b] = ['a', 'b'].map((raw) => ({ ...text, raw })) as [typeof text, typeof text]
    model.edit('paste', [
      { key: '1', field: 'student', content: a },
      { key: '2', field: 'student', content: b },
    ])
    await model.resolver.idle(1_000)
    expect(model.get('1', 'student')).toEqual(person(9))
    expect(model.get('2', 'student')).toMatchObject({ raw: 'b', state: 'failed' })
    model.edit('look-up', [{ key: '2', field: 'student', content: { ...b } }])
    await model.resolver.idle(1_000)
    expect(asked).toEqual([['a', 'b'], ['b']])
    expect(model.get('2', 'student')).toMatchObject({ raw: 'b', state: 'unknown' })
  })

  test('that nobody knows stays, with the reason', async () => {
    const model = gridOf(2)
    model.edit('change', [{ key: '1', field: 'student', content: text }])
    await model.resolver.idle(1_000)
    expect(model.get('1', 'student')).toMatchObject({ raw: 'p9@example.org', state: 'unknown' })
    expect(model.status('1').problems.get('student')).toBe('No student matches “p9@example.org”')
  })
})

test('no blank row is offered to who may not look up what every row needs', () => {
  const form = enrollmentForm()
  const fields = form.fields.map((field) => (field.kind === 'relation' ? { ...field, searchable: false } : field))
  const model = gridOf(2, { fields })
  expect(model.order.length).toBe(2)
  expect(model.unreachable?.name).toBe('student')
  expect(gridOf(2).order.length).toBe(3)
})
