import { describe, expect, it } from 'vitest'
import type { Conflict } from '@/admin/engine/batch'
import { coursePage, openSession } from './testing'

const saved = (cells: Record<string, string | null>, picks = {}) => ({
  id: 1,
  title: String(cells.title),
  counts: { changed: 0, created: 0, deleted: 0, record: true },
  cells,
  inlines: {},
  picks,
})

const titleConflict: Conflict = { kind: 'cell', field: 'title', yours: 'Mine', theirs: 'Theirs', by: 'mia', at: null }

describe('what a save sends', () => {
  it('is nothing when nothing changed, or changed back', () => {
    const { session, values } = openSession(coursePage({ title: 'Biology', ownerId: null }))
    values.title = 'Chemistry'
    expect(session.take().nothing).toBe(false)
    values.title = 'Biology '
    expect(session.take()).toMatchObject({ nothing: true, content: { record: {}, inlines: {}, picks: {}, rows: 0 } })
    expect(session.isDirty()).toBe(false)
  })

  it('is each change with the value it was made from', () => {
    const { session, values, grid } = openSession(coursePage({ title: 'Biology', ownerId: [3, 'Mia'] }, [[5, 'new']]))
    values.title = 'Chemistry'
    values.ownerId = [4, 'Ben']
    grid.add('new:1')
    session.pick('tags', [[6, 'old']])
    expect(session.take().content).toEqual({
      record: { title: ['Biology', 'Chemistry'], ownerId: [3, 4] },
      inlines: { rows: { create: [{ key: 'new:1', values: { name: 'new:1' } }], update: [], delete: [] } },
      picks: { tags: { add: [6], remove: [5] } },
      rows: 1,
    })
    expect(session.total()).toBe(5)
  })

  it('of a new record is everything it has, from nothing', () => {
    const { session, values } = openSession(coursePage(null))
    values.title = 'Biology'
    expect(session.take()).toMatchObject({ nothing: false, content: { record: { title: [null, 'Biology'] } } })
  })
})

describe('a check', () => {
  it('finds the problems of fields and rows at once', () => {
    const { session, values, grid, problems } = openSession(coursePage({ title: 'Biology', ownerId: null }))
    values.title = ''
    grid.faults = [{ inline: 'rows', row: 'new:1', field: 'name', message: 'Required' }]
    const found = session.check()
    expect(found.map(({ field, message }) => [field, message])).toEqual([
      ['title', 'Required'],
      ['name', 'Required'],
    ])
    session.showProblems(found)
    expect(problems()).toEqual([found[0]])
    expect(grid.shown).toEqual([found[1]])
  })

  it('refuses words that name no record, after they were looked up', async () => {
    const { session, values } = openSession(coursePage({ title: 'Biology', ownerId: null }))
    values.ownerId = 'Bob'
    await session.settled()
    expect(session.check()).toEqual([{ field: 'ownerId', message: '“Bob” is not chosen yet: take it from the list' }])
    values.ownerId = 'Ben'
    await session.settled()
    expect(session.check()).toEqual([])
    expect(session.take().content.record).toEqual({ ownerId: [null, 4] })
  })

  it('leaves alone what a stored record had before', () => {
    const { session } = openSession(coursePage({ title: 'A title that is longer than allowed', ownerId: null }))
    expect(session.check()).toEqual([])
  })
})

describe('after a save', () => {
  it('edits made while it ran stay unsaved, on top of what was stored', () => {
    const { session, values } = openSession(coursePage({ title: 'Biology', ownerId: null }, [[1, 'one']]))
    values.title = 'Chemistry'
    session.pick('tags', [[2, 'two']])
    const { marks } = session.take()
    values.title = 'Chemistry 2'
    session.pick('tags', [
      [2, 'two'],
      [3, 'three'],
    ])
    session.rebase(saved({ title: 'Chemistry', ownerId: null }, { tags: [[2, 'two']] }), marks)
    expect(session.take().content).toMatchObject({
      record: { title: ['Chemistry', 'Chemistry 2'] },
      picks: { tags: { add: [3], remove: [] } },
    })
  })

  it('the fields show what the server made of them', () => {
    const { session, values } = openSession(coursePage({ title: 'Biology', ownerId: null }))
    values.title = '  Chemistry '
    session.rebase(saved({ title: 'Chemistry', ownerId: null }), session.take().marks)
    expect(values.title).toBe('Chemistry')
    expect(session.isDirty()).toBe(false)
  })
})

describe('a conflict', () => {
  it('settled with mine is sent from their value, so that it does not come back', () => {
    const { session, values } = openSession(coursePage({ title: 'Biology', ownerId: null }))
    values.title = 'Mine'
    session.settle(titleConflict, 'mine')
    expect(session.take().content.record).toEqual({ title: ['Theirs', 'Mine'] })
  })

  it('settled with theirs leaves no change', () => {
    const { session, values } = openSession(coursePage({ title: 'Biology', ownerId: null }))
    values.title = 'Mine'
    session.settle(titleConflict, 'theirs')
    expect(values.title).toBe('Theirs')
    expect(session.take().nothing).toBe(true)
  })
})

describe('a draft', () => {
  it('brings every edit back on the same record', () => {
    const before = openSession(coursePage({ title: 'Biology', ownerId: null }, [[1, 'one']]))
    before.values.title = 'Chemistry'
    before.grid.add('new:1')
    before.session.pick('tags', [[2, 'two']])
    const draft = before.session.draft()
    expect(draft?.total).toBe(4)

    const after = openSession(coursePage({ title: 'Biology', ownerId: null }, [[1, 'one']]))
    after.session.restore(JSON.parse(JSON.stringify(draft)))
    expect(after.session.take().content).toEqual(before.session.take().content)
  })

  it('remembers what the edits were made from, when somebody else saved meanwhile', () => {
    const before = openSession(coursePage({ title: 'Biology', ownerId: null }))
    before.values.title = 'Chemistry'
    const after = openSession(coursePage({ title: 'Physics', ownerId: null }))
    after.session.restore(before.session.draft()!)
    expect(after.session.take().content.record).toEqual({ title: ['Biology', 'Chemistry'] })
    after.session.discard()
    expect(after.values.title).toBe('Physics')
    expect(after.session.isDirty()).toBe(false)
  })

  it('drops what is stored by now, and is nothing when there are no edits', () => {
    const before = openSession(coursePage({ title: 'Biology', ownerId: null }))
    expect(before.session.draft()).toBeNull()
    before.values.title = 'Chemistry'
    const after = openSession(coursePage({ title: 'Chemistry', ownerId: null }))
    after.session.restore(before.session.draft()!)
    expect(after.session.isDirty()).toBe(false)
  })
})

describe('rows that hang on a chosen record', () => {
  const page = (owner: [number, string] | null) => {
    const made = coursePage({ title: 'Biology', ownerId: owner })
    made.form.inlines[0]!.via = { field: 'ownerId', label: 'Owner' }
    return made
  }
  const [inline] = page(null).form.inlines

  it('are those of another record as soon as another one is chosen', () => {
    const { session, values } = openSession(page([3, 'Mia']))
    expect(session.parentState(inline!)).toBe('same')
    values.ownerId = [4, 'Ben']
    expect(session.parentState(inline!)).toBe('other')
    values.ownerId = null
    expect(session.parentState(inline!)).toBe('none')
    const blank = openSession(page(null))
    blank.values.ownerId = [4, 'Ben']
    expect(blank.session.parentState(inline!)).toBe('other')
  })

  it('name that record in a save although it is unchanged', () => {
    const { session, grid } = openSession(page([3, 'Mia']))
    expect(session.take().content.record).toEqual({})
    grid.add('new:1')
    expect(session.take().content.record).toEqual({ ownerId: [3, 3] })
  })

  it('are read again after a save, from a page that shows the record that was saved', () => {
    const { session, values } = openSession(page([3, 'Mia']))
    values.ownerId = [4, 'Ben']
    const before = session.grids.key('rows')
    const { marks } = session.take()
    session.rebase({ ...saved({ title: 'Biology' }), cells: { title: 'Biology', ownerId: [4, 'Ben'] } }, marks)
    expect(session.parentState(inline!)).toBe('reading')
    session.adoptRows(page([3, 'Mia']))
    expect(session.parentState(inline!)).toBe('reading')
    session.adoptRows(page([4, 'Ben']))
    expect(session.parentState(inline!)).toBe('same')
    expect(session.grids.key('rows')).not.toBe(before)
  })
})

describe('a far record that is named anew', () => {
  const fresh = new Map([
    [3, [3, 'Mia Berg'] as const],
    [4, [4, 'Ben Osei'] as const],
  ])

  it('bears its name in the field, whether it is stored or chosen, and nothing is changed by it', () => {
    const { session, values } = openSession(coursePage({ title: 'Biology', ownerId: [3, 'Mia'] }))
    session.own.relabel('ownerId', fresh)
    expect(values.ownerId).toEqual([3, 'Mia Berg'])
    expect(session.total()).toBe(0)
    values.ownerId = [4, 'Ben']
    expect(session.own.shownIds('ownerId')).toEqual([3, 4])
    session.own.relabel('ownerId', fresh)
    expect(values.ownerId).toEqual([4, 'Ben Osei'])
    expect(session.take().content.record).toEqual({ ownerId: [3, 4] })
    session.discard()
    expect(values.ownerId).toEqual([3, 'Mia Berg'])
  })

  it('leaves words that are being typed, an empty field and other records alone', () => {
    const { session, values } = openSession(coursePage({ title: 'Biology', ownerId: [5, 'Eve'] }))
    for (const value of ['Mi', null, [6, 'Fay'] as const]) {
      values.ownerId = value
      session.own.relabel('ownerId', fresh)
      expect(values.ownerId).toEqual(value)
    }
    expect(session.own.cells.ownerId).toEqual([5, 'Eve'])
  })
})

describe('a copy', () => {
  it('of a record, restored on the page of a new one, is all that stands there', () => {
    const original = openSession(coursePage({ title: 'Biology', ownerId: [3, 'Mia'] }, [[5, 'new']]))
    original.values.title = 'Biology, again'
    original.session.pick('tags', [
      [5, 'new'],
      [6, 'old'],
    ])
    const copy = openSession(coursePage(null))
    copy.session.restore(original.session.copy())
    expect(copy.session.take().content).toMatchObject({
      record: { title: [null, 'Biology, again'], ownerId: [null, 3] },
      picks: { tags: { add: [5, 6], remove: [] } },
    })
    expect(original.session.total()).toBe(2)
  })
})
