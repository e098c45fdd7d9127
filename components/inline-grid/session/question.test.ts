import { expect, test } from 'vitest'
import { doPaste, type Paste, paste, preparePaste } from '@/components/inline-grid/clipboard/paste'
import { perform as act } from '@/components/inline-grid/events/perform'
import { selectColumn } from '@/components/inline-grid/selection/side-columns'
import { travel } from './grid-commands'
import { GridSession } from './grid-session'
import { askForDay, deleteRows } from './question'
import { askedPaste, enrollmentForm, fieldNamed, gridOf } from './testing'

const page = { help: () => {}, find: () => false, leave: () => {} }
const open = { kind: 'open' } as const

function sessionWithDates() {
  const { fields } = enrollmentForm()
  const dates = [fieldNamed('since', { kind: 'date' }), fieldNamed('left', { kind: 'date', readOnly: true })]
  return new GridSession(gridOf(2, { fields: [...fields.filter(({ name }) => name !== 'points'), ...dates] }))
}

test('a day is asked for with the text of the cell or of its open editor, which closes', () => {
  const session = sessionWithDates()
  session.moveTo({ key: '1', field: 'since' })
  session.edit('overwrite', { text: '2026-01' })
  expect(act(session, open, page)).toBe(true)
  expect(session.question).toMatchObject({ kind: 'date', wasOpen: true, cell: { text: '2026-01', field: 'since' } })
  expect(session.editing).toBeNull()
  session.ask(null)
  session.model.edit('change', [{ key: '1', field: 'since', content: '2026-02-03' }])
  expect(act(session, open, page)).toBe(true)
  expect(session.question).toMatchObject({ wasOpen: false, cell: { text: '2026-02-03' } })
})

test('until its window is there keys do nothing but Escape, which gives it up', () => {
  const session = sessionWithDates()
  session.moveTo({ key: '1', field: 'since' })
  act(session, open, page)
  expect(act(session, { kind: 'move', to: 'down', extend: false }, page)).toBe(true)
  expect(session.edit('overwrite', { text: 'x' })).toBe(false)
  expect(session.focus.key).toBe('1')
  act(session, { kind: 'escape' }, page)
  expect(session.question).toBeNull()
})

test('a paste that is asked about goes where it was made, whatever is pressed until its window is there', () => {
  const session = new GridSession(gridOf(4))
  const { model } = session
  const points = () => model.rows.savedKeys.map((key) => model.get(key, 'points'))
  const block = { texts: Array.from({ length: 250 }, () => ['7']) }
  session.moveTo({ key: '2', field: 'points' })
  session.moveTo({ key: '3', field: 'points' }, { extend: true })
  paste(session, block)
  act(session, { kind: 'move', to: 'up', extend: false }, page)
  act(session, { kind: 'clear' }, page)
  paste(session, { texts: [['8']] })
  expect(session.edit('overwrite', { text: 'x' })).toBe(false)
  session.moveTo({ key: '1', field: selectColumn })
  const { whole, at } = askedPaste(session)!
  const prepared = preparePaste(session, whole, true, at)
  doPaste(session, prepared as Paste)
  expect(points()).toEqual([0, 7, 7, 7])
  expect(model.judge.counts.created).toBe(247)
  expect(session.focus).toEqual({ key: '3', field: 'points' })
})

test('a paste that is asked about is given up with Escape, and another one can follow', () => {
  const session = new GridSession(gridOf(1))
  const block = { texts: Array.from({ length: 250 }, () => ['7']) }
  session.moveTo({ key: '1', field: 'points' })
  paste(session, block)
  act(session, { kind: 'escape' }, page)
  expect(session.question).toBeNull()
  expect(session.takeUnsaid()).toContain('Nothing was pasted')
  paste(session, { texts: [['8']] })
  expect(session.model.get('1', 'points')).toBe(8)
})

test('cells without a day to pick are edited instead: other kinds, read-only ones, texts with two readings', () => {
  const session = sessionWithDates()
  session.moveTo({ key: '1', field: 'status' })
  act(session, open, page)
  expect(session.editing?.field).toBe('status')
  session.cancel()
  session.moveTo({ key: '1', field: 'left' })
  act(session, open, page)
  expect(session.announcement).toBe('This cell is read-only')
  session.moveTo({ key: '1', field: 'since' })
  session.edit('overwrite', { text: '03/04/2026' })
  session.commit()
  expect(askForDay(session)).toBe(false)
  expect(session.question).toBeNull()
})

test('more than twenty rows that would go are asked about, with those alone; fewer, and restoring, need no question', () => {
  const session = new GridSession(gridOf(30))
  const { model } = session
  const keys = [...model.rows.savedKeys]
  deleteRows(session, keys.slice(0, 20))
  expect(session.question).toBeNull()
  expect(model.judge.counts.deleted).toBe(20)
  deleteRows(session, keys)
  expect(model.judge.counts.deleted).toBe(30)
  travel(session, 'undo')
  travel(session, 'undo')
  deleteRows(session, keys.slice(0, 2))
  session.selectRows(true)
  act(session, { kind: 'delete-rows' }, page)
  expect(session.question).toEqual({ kind: 'deletion', keys: keys.slice(2) })
  expect(model.judge.counts.deleted).toBe(2)
  session.ask(null)
  model.setHere('deletion', keys, false)
  deleteRows(session, keys)
  expect(session.question).toBeNull()
  expect(model.judge.counts.deleted).toBe(0)
})

test('rows that were never saved go without a question, and are named in one about others', () => {
  const session = new GridSession(gridOf(21))
  const { model } = session
  session.moveTo({ key: session.keyAt(21)!, field: 'points' })
  doPaste(session, preparePaste(session, { texts: Array.from({ length: 30 }, () => ['1']) }) as Paste)
  const added = [...model.rows.created]
  expect(added).toHaveLength(30)
  deleteRows(session, added)
  expect(session.question).toBeNull()
  expect(model.judge.counts.created).toBe(0)
  travel(session, 'undo')
  deleteRows(session, [...model.rows.savedKeys, ...added])
  expect(session.question).toEqual({ kind: 'deletion', keys: [...model.rows.savedKeys, ...added] })
})

test('rows that may not be deleted are nothing to ask about', () => {
  const session = new GridSession(gridOf(30, { can: { view: true, add: true, change: true, delete: false } }))
  deleteRows(session, session.model.rows.savedKeys)
  expect(session.question).toBeNull()
  expect(session.model.judge.counts.deleted).toBe(0)
})
