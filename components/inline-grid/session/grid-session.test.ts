import { describe, expect, test } from 'vitest'
import type { Cell } from '@/admin/engine/form'
import {
  clipboardForms,
  copiedBlock,
  copiedCells,
  fits,
  parseInner,
} from '@/components/inline-grid/clipboard/clipboard'
import { doPaste, paste, preparePaste } from '@/components/inline-grid/clipboard/paste'
import { perform as act } from '@/components/inline-grid/events/perform'
import { fillDown, fillFrom } from '@/components/inline-grid/selection/fill-cells'
import type { Content } from '@/components/inline-grid/values/content'
import { nextProblem, toggleRows, travel } from './grid-commands'
import { GridModel } from './grid-model'
import { GridSession } from './grid-session'
import { askedPaste, enrollmentForm, fieldNamed, gridOf, person, resolving, student } from './testing'

const page = { help: () => {}, find: () => false, leave: () => {} }

function sessionOf(count: number, overrides: Parameters<typeof enrollmentForm>[0] = {}) {
  return new GridSession(gridOf(count, overrides))
}

const column = (session: GridSession, field: string, count: number): Content[] =>
  Array.from({ length: count }, (_, index) => session.model.get(session.keyAt(index)!, field))

test('all rows that a redone step changes are shown, whatever the search hides meanwhile', () => {
  const session = sessionOf(6)
  const { model } = session
  const changed = ['2', '3', '5']
  model.edit(
    'paste',
    changed.map((key) => ({ key, field: 'status', content: 'dropped' })),
  )
  travel(session, 'undo')
  model.apply({ ...model.arrangement, words: 'Ana' })
  expect(model.order.slice(0, 6)).not.toContain('3')
  travel(session, 'redo')
  expect(model.order.slice(0, model.order.filled)).toEqual(['1', ...changed])
  expect(model.kept).toEqual(new Set(changed))
  travel(session, 'undo')
  model.apply(model.arrangement)
  expect(model.order.slice(0, model.order.filled)).toEqual(['1'])
})

describe('moving', () => {
  test('the focus begins on the first cell that can be edited', () => {
    expect(sessionOf(2).focus).toEqual({ key: '1', field: 'student' })
  })

  test('a row far out of sight is told of the focus at once, also among many that are selected on the way', () => {
    const session = sessionOf(60)
    session.model.inSight = () => ({ from: 0, to: 12 })
    const told: string[] = []
    for (const key of session.model.rows.savedKeys) session.subscribeRow(key, () => told.push(key))
    session.move('last-cell', true)
    expect(told).toContain('60')
    expect(told).toHaveLength(13)
  })

  test('Tab goes on through the cells that can be edited, row by row, and leaves after the last', () => {
    const session = sessionOf(1)
    const seen = [session.focus.field]
    while (session.tab(false)) seen.push(session.focus.field)
    expect(seen).toEqual(['student', 'status', 'points', 'student', 'status', 'points'])
    while (session.tab(true));
    expect(session.focus).toEqual({ key: '1', field: 'student' })
  })

  test('Enter goes back to the column where a run of Tabs began', () => {
    const session = sessionOf(3)
    session.moveTo({ key: '1', field: 'status' })
    session.edit('overwrite', { text: 'd' })
    session.type('dropped')
    act(session, { kind: 'commit', next: 'next' }, page)
    expect(session.focus).toEqual({ key: '1', field: 'points' })
    session.edit('overwrite', { text: '5' })
    act(session, { kind: 'commit', next: 'down' }, page)
    expect(session.focus).toEqual({ key: '2', field: 'status' })
    expect([session.model.get('1', 'status'), session.model.get('1', 'points')]).toEqual(['dropped', 5])
  })

  test('a press on a cell ends a run of Tabs: Enter stays in its column', () => {
    const session = sessionOf(3)
    session.moveTo({ key: '1', field: 'status' })
    session.tab(false)
    session.moveTo({ key: '1', field: 'student' })
    session.moveAfterEnter('down')
    expect(session.focus).toEqual({ key: '2', field: 'student' })
  })

  test('Control+End goes to the last cell of data, not to the blank row', () => {
    const session = sessionOf(3)
    session.move('last-cell')
    expect(session.focus).toEqual({ key: '3', field: 'points' })
  })

  test('the focus stays at its place when its row goes', () => {
    const session = sessionOf(2)
    const blank = session.keyAt(2)!
    session.moveTo({ key: blank, field: 'points' })
    session.edit('overwrite', { text: '1' })
    session.commit()
    session.moveTo({ key: blank, field: 'points' })
    travel(session, 'undo')
    expect(session.indexOf(session.focus.key)).toBe(2)
  })
})

test('a row is named by its heading, else by a text of it, else by what it is', () => {
  const note = fieldNamed('note', { kind: 'text' })
  const [student, ...others] = enrollmentForm().fields
  const fields = [{ ...student!, required: false }, note, ...others]
  const rows: [number, ...Cell[]][] = [
    [1, person(1), 'seen', 'active', 0],
    [2, null, 'called', 'active', 0],
    [3, null, '', 'active', 0],
  ]
  const session = new GridSession(new GridModel(enrollmentForm({ fields }), rows, resolving()))
  const titles = ['Ana Lee', 'called', 'Enrollment 3', 'New enrollment']
  expect(titles.map((_, at) => session.titleOf(session.keyAt(at)!))).toEqual(titles)
  session.model.edit('clearing', [{ key: '1', field: 'student', content: null }])
  expect(session.titleOf('1')).toBe('Ana Lee')
})

describe('selecting', () => {
  test('a range grows from its anchor and survives a sort', () => {
    const session = sessionOf(4)
    session.moveTo({ key: '2', field: 'status' })
    session.move('down', true)
    session.move('right', true)
    expect(session.boxes()).toEqual([{ top: 1, bottom: 2, left: 2, right: 3 }])
    session.model.apply({ ...session.model.arrangement, sort: { field: 'points', descending: true } })
    session.tell()
    expect(session.boxes()).toEqual([{ top: 1, bottom: 2, left: 2, right: 3 }])
    expect(session.cells().map(({ key }) => key)).toEqual(['3', '3', '2', '2'])
  })

  test('all means the rows that the filter shows, without the blank one', () => {
    const session = sessionOf(6)
    session.model.apply({ ...session.model.arrangement, words: 'ana' })
    session.select('all')
    expect(new Set(session.cells().map(({ key }) => key))).toEqual(new Set(['1']))
  })
})

describe('commands', () => {
  test('filling down copies the first row of the range, or the row above', () => {
    const session = sessionOf(4)
    session.moveTo({ key: '1', field: 'points' })
    session.model.edit('change', [{ key: '1', field: 'points', content: 50 }])
    session.moveTo({ key: '3', field: 'points' }, { extend: true })
    fillDown(session)
    expect(column(session, 'points', 4)).toEqual([50, 50, 50, 3])
    session.moveTo({ key: '4', field: 'points' })
    fillDown(session)
    expect(column(session, 'points', 4)).toEqual([50, 50, 50, 50])
    travel(session, 'undo')
    travel(session, 'undo')
    expect(column(session, 'points', 4)).toEqual([50, 1, 2, 3])
  })

  test('Control+Enter puts the text into the whole range', () => {
    const session = sessionOf(3)
    session.moveTo({ key: '1', field: 'status' })
    session.moveTo({ key: '3', field: 'status' }, { extend: true })
    session.edit('overwrite', { text: 'dropped' })
    act(session, { kind: 'commit', next: 'fill' }, page)
    expect(column(session, 'status', 3)).toEqual(['dropped', 'dropped', 'dropped'])
  })

  test('Control+Enter fills a range of several columns, each by what the text says there', () => {
    const session = sessionOf(2)
    session.moveTo({ key: '1', field: 'status' })
    session.moveTo({ key: '2', field: 'points' }, { extend: true })
    session.edit('overwrite', { text: '7' })
    act(session, { kind: 'commit', next: 'fill' }, page)
    expect(column(session, 'points', 2)).toEqual([7, 7])
    expect(column(session, 'status', 2)).toEqual([
      expect.objectContaining({ raw: '7', state: 'invalid' }),
      expect.objectContaining({ raw: '7', state: 'invalid' }),
    ])
  })

  test('filling right is refused without a second column, and reads what another kind of column cannot hold', () => {
    const session = sessionOf(2)
    session.moveTo({ key: '1', field: 'status' })
    expect(act(session, { kind: 'fill', direction: 'right' }, page)).toBe(false)
    session.moveTo({ key: '2', field: 'points' }, { extend: true })
    expect(act(session, { kind: 'fill', direction: 'right' }, page)).toBe(true)
    expect(session.model.get('1', 'points')).toMatchObject({ raw: 'Active', state: 'invalid' })
  })

  test('each of several ranges is filled by itself', () => {
    const session = sessionOf(5)
    session.moveTo({ key: '1', field: 'points' })
    session.moveTo({ key: '2', field: 'points' }, { extend: true })
    session.moveTo({ key: '4', field: 'points' }, { add: true })
    session.moveTo({ key: '5', field: 'points' }, { extend: true })
    fillDown(session)
    expect(column(session, 'points', 5)).toEqual([0, 0, 2, 3, 3])
  })

  test('a corner that is dragged repeats what it held, in every direction', () => {
    const session = sessionOf(5)
    const box = (top: number, bottom: number) => ({ top, bottom, left: 3, right: 3 })
    fillFrom(session, box(0, 1), box(0, 4))
    expect(column(session, 'points', 5)).toEqual([0, 1, 0, 1, 0])
    travel(session, 'undo')
    fillFrom(session, box(3, 4), box(0, 4))
    expect(column(session, 'points', 5)).toEqual([4, 3, 4, 3, 4])
  })

  test('a range becomes whole rows, or whole columns', () => {
    const session = sessionOf(4)
    session.moveTo({ key: '2', field: 'status' })
    session.moveTo({ key: '3', field: 'status' }, { extend: true })
    session.select('row')
    expect(session.boxes()).toEqual([{ top: 1, bottom: 2, left: 0, right: 3 }])
    session.moveTo({ key: '2', field: 'status' })
    session.select('column')
    expect(session.boxes()).toEqual([{ top: 0, bottom: 3, left: 2, right: 2 }])
  })

  test('Tab leaves at once for who wants it so', () => {
    const session = sessionOf(2)
    const left: boolean[] = []
    session.settings = { ...session.settings, tabLeaves: true }
    act(session, { kind: 'tab', back: true }, { ...page, leave: (back) => left.push(back) })
    expect(left).toEqual([true])
    expect(session.focus).toEqual({ key: '1', field: 'student' })
  })

  test('an undo is announced with the number of cells that were changed', () => {
    const session = sessionOf(2)
    session.select('all')
    act(session, { kind: 'clear' }, page)
    expect(session.announcement).toBe('Clearing: 6 cells changed')
    travel(session, 'undo')
    expect(session.announcement).toBe('Undid clearing of 6 cells')
  })

  test('a cleared cell shows at once what will be stored for it, where its column cannot be empty', () => {
    const form = enrollmentForm()
    const fields = form.fields.map((field) =>
      field.name === 'status' ? { ...field, required: false, neverEmpty: true as const } : field,
    )
    const session = sessionOf(2, { fields })
    session.moveTo({ key: '1', field: 'status' })
    paste(session, { texts: [['dropped'], ['dropped']] })
    act(session, { kind: 'clear' }, page)
    expect(column(session, 'status', 2)).toEqual(['active', 'active'])
    expect(session.model.judge.counts).toMatchObject({ changed: 0, problems: 0 })
    paste(session, { texts: [['dropped'], ['']] })
    expect(column(session, 'status', 2)).toEqual(['dropped', 'active'])
  })

  test('deleting is a mark that the same key takes away', () => {
    const session = sessionOf(2)
    toggleRows(session, ['1'])
    expect(session.announcement).toBe('Ana Lee will be deleted on save')
    toggleRows(session, ['1'])
    expect(session.announcement).toBe('Ana Lee restored')
    expect(session.model.judge.counts.deleted).toBe(0)
  })

  test('deleting without the right to says so', () => {
    const session = sessionOf(2, { can: { view: true, add: true, change: true, delete: false } })
    toggleRows(session, ['1'])
    expect(session.refusal).toBe('You may not delete Ana Lee')
    session.moveTo({ key: '2', field: 'status' })
    expect(session.refusal).toBe('')
  })

  test('F8 goes from problem to problem, around the end, also into hidden rows', () => {
    const session = sessionOf(5)
    const wrong: Content = { raw: 'abc', state: 'invalid', message: 'Not a number' }
    for (const key of ['2', '4']) session.model.edit('change', [{ key, field: 'points', content: wrong }])
    nextProblem(session, false)
    expect(session.focus).toEqual({ key: '2', field: 'points' })
    nextProblem(session, false)
    nextProblem(session, false)
    expect(session.focus).toEqual({ key: '2', field: 'points' })
    nextProblem(session, true)
    expect(session.focus).toEqual({ key: '4', field: 'points' })
  })

  test('an editor whose text was not touched keeps the very record', () => {
    const session = sessionOf(2)
    session.edit('caret')
    session.commit()
    expect(session.model.judge.counts.changed).toBe(0)
  })

  test('a record chosen for an ambiguous text is offered for the same text elsewhere, whatever its case', () => {
    const session = sessionOf(4)
    const text = (raw: string): Content => ({
      raw,
      state: 'ambiguous',
      message: 'choose',
      candidates: [person(8), person(9)],
    })
    session.model.edit(
      'paste',
      ['Ana', 'Ana', 'ANA', 'Anna'].map((raw, at) => ({ key: String(at + 1), field: 'student', content: text(raw) })),
    )
    session.moveTo({ key: '1', field: 'student' })
    session.edit('caret')
    session.type('Ben Osei', person(8))
    session.commit()
    expect(session.offer).toEqual({ field: 'student', text: 'Ana', option: person(8), keys: ['2', '3'] })
  })
})

describe('the clipboard', () => {
  const range = (session: GridSession, from: [string, string], to: [string, string]) => {
    session.moveTo({ key: from[0], field: from[1] })
    session.moveTo({ key: to[0], field: to[1] }, { extend: true })
  }

  test('takes relations by natural key, with their name beside it', () => {
    const session = sessionOf(2)
    range(session, ['1', 'student'], ['2', 'points'])
    const forms = clipboardForms(copiedBlock(session)!)
    expect(forms.text).toBe('p1@example.org\tp1@example.org\tActive\t0\np2@example.org\tp2@example.org\tActive\t1')
    expect(forms.html).toContain('<td title="Ana Lee">p1@example.org</td>')
  })

  test('takes names instead of keys for who wants it so, and the ids all the same', () => {
    const session = sessionOf(1)
    const block = copiedBlock(session, { names: true })!
    expect(block.texts).toEqual([['Ana Lee']])
    expect(block.inner?.cells).toEqual([[person(1)]])
  })

  test('takes of several ranges what is selected, and a cut empties just that', () => {
    const session = sessionOf(5)
    session.moveTo({ key: '1', field: 'points' })
    session.moveTo({ key: '4', field: 'status' }, { add: true })
    expect(copiedBlock(session)?.texts).toEqual([
      ['', '0'],
      ['Active', ''],
    ])
    expect(copiedCells(session)?.cells).toEqual([
      { key: '1', field: 'points' },
      { key: '4', field: 'status' },
    ])
  })

  test('of selected rows takes every column, wherever the focus is', () => {
    const session = sessionOf(3)
    session.selectRow('3', true)
    session.selectRow('1', true)
    expect(copiedBlock(session)?.texts.map(([first]) => first)).toEqual(['p1@example.org', 'p3@example.org'])
    expect(copiedCells(session)?.cells).toHaveLength(8)
  })

  test('one cell is pasted into each of several ranges, and not between them', () => {
    const session = sessionOf(4)
    session.moveTo({ key: '1', field: 'points' })
    session.moveTo({ key: '3', field: 'points' }, { add: true })
    paste(session, { texts: [['9']] })
    expect(column(session, 'points', 4)).toEqual([9, 1, 9, 3])
  })

  test('a single text that is the name of a column is no heading', () => {
    const session = sessionOf(2)
    session.moveTo({ key: '1', field: 'points' })
    paste(session, { texts: [['Status']] })
    expect(session.question).toBeNull()
    expect(session.model.get('1', 'points')).toMatchObject({ raw: 'Status' })
  })

  test('brings its exact form back, and nothing else', () => {
    const session = sessionOf(2)
    range(session, ['1', 'student'], ['2', 'points'])
    const block = copiedBlock(session)!
    expect(parseInner(JSON.stringify(block.inner))).toEqual(block.inner)
    for (const wrong of [
      '',
      '7',
      '{}',
      'x',
      '{"columns":[{"name":"a","kind":"text"}],"cells":[[1,2]]}',
      '{"columns":[],"cells":[[{}]]}',
    ])
      expect(parseInner(wrong)).toBeUndefined()
    expect(fits({ name: 'x', kind: 'relation', model: 'courses' }, student, person(1))).toBe(false)
  })

  test('pasted past the last row makes rows, in one step', () => {
    const session = sessionOf(2)
    session.moveTo({ key: '2', field: 'status' })
    paste(session, {
      texts: [
        ['dropped', '7'],
        ['completed', '8'],
        ['Active', '9'],
      ],
    })
    expect(session.model.judge.counts).toMatchObject({ changed: 1, created: 2 })
    expect(column(session, 'points', 4)).toEqual([0, 7, 8, 9])
    expect(session.announcement).toContain('2 enrollments added')
    travel(session, 'undo')
    expect(session.model.judge.counts).toMatchObject({ changed: 0, created: 0 })
  })

  test('in a sorted grid fills the rows as they are shown', () => {
    const session = sessionOf(3)
    session.model.apply({ ...session.model.arrangement, sort: { field: 'points', descending: true } })
    session.moveTo({ key: '3', field: 'status' })
    paste(session, { texts: [['dropped'], ['completed']] })
    expect([session.model.get('3', 'status'), session.model.get('2', 'status')]).toEqual(['dropped', 'completed'])
  })

  test('a heading row maps the columns, wherever the focus is', () => {
    const session = sessionOf(2)
    session.moveTo({ key: '1', field: 'student' })
    paste(session, {
      texts: [
        ['Points', 'Status'],
        ['5', 'dropped'],
      ],
    })
    const asked = askedPaste(session)
    expect(asked?.hasHeading).toBe(true)
    doPaste(session, asked!)
    expect([session.model.get('1', 'points'), session.model.get('1', 'status')]).toEqual([5, 'dropped'])
  })

  test('what cannot be read stays as it was pasted', () => {
    const session = sessionOf(1)
    session.moveTo({ key: '1', field: 'points' })
    paste(session, { texts: [['12abc']] })
    expect(session.model.get('1', 'points')).toMatchObject({ raw: '12abc', state: 'invalid' })
  })

  test('asks before columns are cut off, and refuses more rows than can be handled', () => {
    const session = sessionOf(1)
    session.moveTo({ key: '1', field: 'points' })
    expect(preparePaste(session, { texts: [['1', '2']] })).toMatchObject({ asks: true, cutColumns: 1 })
    const many = Array.from({ length: 10_001 }, () => ['1'])
    expect(preparePaste(session, { texts: many })).toMatch(/at most 10,000/)
  })

  test('of rows of unlike length brings every cell, and leaves what has none as it is', () => {
    const session = sessionOf(3)
    session.moveTo({ key: '1', field: 'status' })
    paste(session, { texts: [['dropped'], ['completed', '7'], ['dropped']] })
    expect(column(session, 'status', 3)).toEqual(['dropped', 'completed', 'dropped'])
    expect(column(session, 'points', 3)).toEqual([0, 7, 2])
    expect(session.announcement).toContain('3 rows by 2 columns')
  })

  test('says how many rows do not fit where there may be no more', () => {
    const session = sessionOf(2, { maxRows: 3 })
    session.moveTo({ key: '2', field: 'points' })
    const prepared = preparePaste(session, { texts: [['1'], ['2'], ['3'], ['4']] })
    expect(prepared).toMatchObject({ asks: true, newRows: 1, cutRows: 2 })
    if (typeof prepared !== 'string') doPaste(session, prepared)
    expect(session.model.judge.counts.created).toBe(1)
  })
})
