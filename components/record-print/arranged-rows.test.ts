import { expect, test } from 'vitest'
import { asStored } from '@/components/inline-grid/order/arrange'
import { createGridStore } from '@/components/inline-grid/session/store'
import { enrollmentForm, enrollments } from '@/components/inline-grid/session/testing'
import { arrangedRows } from './arranged-rows'

const stored = enrollments(25).map(([id, , ...cells]) => [id, [id, `Row ${id}`], ...cells])
const rows = { rows: JSON.stringify(stored), total: 25 }
const form = enrollmentForm()

test('rows are printed in the very order of their grid', () => {
  const arrangement = { ...asStored, sort: { field: 'student', descending: true }, words: '2' }
  const printed = arrangedRows(form, rows, arrangement)
  const { model } = createGridStore(form, rows, { arrangement })
  const ids = (JSON.parse(printed.rows) as [number][]).map(([id]) => id)
  expect(ids).toEqual(model.order.slice(0, model.order.shown).map(Number))
  expect(ids).toEqual([25, 24, 23, 22, 21, 20, 13, 12, 3, 2])
  expect(printed).toMatchObject({ total: 25, asked: { sort: '-student', q: '2', values: {}, found: 10 } })
})

test('rows of which nothing is asked, or that the server has put in order, stay as they are', () => {
  expect(arrangedRows(form, rows, asStored)).toBe(rows)
  const ordered = { ...rows, total: 20_000, asked: { sort: '-student', q: '', values: {}, found: 20_000 } }
  expect(arrangedRows(form, ordered, { ...asStored, words: 'x' })).toBe(ordered)
})
