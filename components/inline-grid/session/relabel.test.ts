import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRelated, type Related } from '@/admin/engine/form'
import { changesOf } from '@/components/inline-grid/rows/row-changes'
import type { Content } from '@/components/inline-grid/values/content'
import type { GridModel } from './grid-model'
import { relabel } from './relabel'
import { type Act, act, gridOf, perform, person, picture, seed } from './testing'

type Step = Act | { kind: 'undo' } | { kind: 'redo' } | { kind: 'refresh'; ids: number[]; mark: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: act },
  fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }),
  fc.record({ kind: fc.constant('refresh' as const), ids: fc.array(fc.integer({ min: 1, max: 12 })), mark: fc.nat(9) }),
)

const renamed = (ids: readonly number[], mark: number) =>
  new Map(ids.map((id): [number, Related] => [id, [id, `Name ${mark} of ${id}`, `${mark}@example.org`]]))

function doIt(model: GridModel, did: Step): void {
  if (did.kind === 'undo') model.undo()
  else if (did.kind === 'redo') model.redo()
  else if (did.kind === 'refresh') relabel(model, 'student', renamed(did.ids, did.mark))
  else perform(model, did)
}

/** A grid without the names of far records, which are all that a refresh may change; new rows by their place. */
function nameless(model: GridModel): unknown {
  const keys = new Map(model.rows.created.map((key, at) => [key, `new ${at}`]))
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return keys.get(value) ?? value
    if (!Array.isArray(value)) return value
    return isRelated(value as never) && typeof value[0] === 'number' ? value[0] : value.map(plain)
  }
  const { stored, created } = picture(model) as { stored: unknown[]; created: unknown[] }
  const lookupless = (rows: unknown[]) =>
    rows.map((row) => (row as unknown[]).map((part, at, all) => (at === all.length - 1 ? cells(part) : part)))
  const cells = (row: unknown) => (row as unknown[]).filter((_, at) => model.fields[at]?.kind !== 'lookup')
  return plain([lookupless(stored), lookupless(created)])
}

test('a refresh of names under unsaved edits loses none, and neither undo nor redo', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const refreshed = gridOf(6)
      const untouched = gridOf(6)
      const same = () => {
        expect(nameless(refreshed)).toEqual(nameless(untouched))
        expect(refreshed.judge.counts).toEqual(untouched.judge.counts)
        expect(changesOf(refreshed.rows)?.changes.update).toEqual(changesOf(untouched.rows)?.changes.update)
      }
      for (const did of steps) {
        doIt(refreshed, did)
        if (did.kind !== 'refresh') doIt(untouched, did)
        same()
      }
      while (refreshed.log.canUndo) refreshed.undo()
      while (untouched.log.canUndo) untouched.undo()
      same()
      while (refreshed.log.canRedo) refreshed.redo()
      while (untouched.log.canRedo) untouched.redo()
      same()
    }),
    { seed, numRuns: 300 },
  )
})

test('a refreshed name is shown wherever the record stands: stored, chosen, undone and redone', () => {
  const model = gridOf(3)
  model.edit('choice', [{ key: '1', field: 'student', content: person(9) }])
  model.edit('choice', [{ key: '2', field: 'student', content: person(8) }])
  model.undo()
  relabel(model, 'student', renamed([1, 2, 8, 9], 5))
  const shown = (key: string): Content[] => [model.get(key, 'student'), model.get(key, 'email')]
  expect(shown('1')).toEqual([[9, 'Name 5 of 9', '5@example.org'], '5@example.org'])
  expect(shown('2')[0]).toEqual([2, 'Name 5 of 2', '5@example.org'])
  expect(shown('3')[0]).toEqual(person(3))
  model.redo()
  expect(shown('2')[0]).toEqual([8, 'Name 5 of 8', '5@example.org'])
  model.undo()
  model.undo()
  expect(shown('1')[0]).toEqual([1, 'Name 5 of 1', '5@example.org'])
  expect(model.judge.counts.changed).toBe(0)
})

test('the cell of an open editor keeps its name, and an order by names is out of date', () => {
  const model = gridOf(3)
  model.apply({ ...model.arrangement, sort: { field: 'student', descending: false } })
  relabel(model, 'student', renamed([1, 2], 1), '1')
  expect(model.get('1', 'student')).toEqual(person(1))
  expect(model.get('2', 'student')).toEqual([2, 'Name 1 of 2', '1@example.org'])
  expect(model.isOutOfDate).toBe(true)
})
