import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { copiedBlock, copiedCells } from '@/components/inline-grid/clipboard/clipboard'
import { doPaste, paste } from '@/components/inline-grid/clipboard/paste'
import { perform } from '@/components/inline-grid/events/perform'
import { fillFrom } from '@/components/inline-grid/selection/fill-cells'
import { empty, toggleRows } from './grid-commands'
import { GridSession } from './grid-session'
import { askedPaste, gridOf, picture, seed } from './testing'

/** What a person does with keys and mouse; numbers are made to fit whatever grid there is then. */
type Gesture =
  | { kind: 'go'; row: number; column: number; how: 'move' | 'extend' | 'add' }
  | { kind: 'type'; text: string; next: 'down' | 'next' | 'fill' }
  | { kind: 'paste'; texts: string[][] }
  | { kind: 'copy and paste'; row: number; isCut: boolean }
  | { kind: 'fill'; direction: 'down' | 'right' }
  | { kind: 'drag the corner'; rows: number }
  | { kind: 'clear' | 'delete' | 'all' }
  | { kind: 'arrange'; words: string; descending: boolean }

const text = fc.constantFrom('', 'dropped', 'Active', '7', '12abc', 'p2@example.org', 'two\nlines', '"quoted')
const gesture: fc.Arbitrary<Gesture> = fc.oneof(
  fc.record({
    kind: fc.constant('go' as const),
    row: fc.nat(12),
    column: fc.nat(3),
    how: fc.constantFrom('move' as const, 'extend' as const, 'add' as const),
  }),
  fc.record({
    kind: fc.constant('type' as const),
    text,
    next: fc.constantFrom('down' as const, 'next' as const, 'fill' as const),
  }),
  fc.record({
    kind: fc.constant('paste' as const),
    texts: fc
      .integer({ min: 1, max: 3 })
      .chain((width) =>
        fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      ),
  }),
  fc.record({ kind: fc.constant('copy and paste' as const), row: fc.nat(12), isCut: fc.boolean() }),
  fc.record({ kind: fc.constant('fill' as const), direction: fc.constantFrom('down' as const, 'right' as const) }),
  fc.record({ kind: fc.constant('drag the corner' as const), rows: fc.nat(4) }),
  fc.record({ kind: fc.constantFrom('clear' as const, 'delete' as const, 'all' as const) }),
  fc.record({
    kind: fc.constant('arrange' as const),
    words: fc.constantFrom('', 'ana', 'nobody'),
    descending: fc.boolean(),
  }),
)

const page = { help: () => {}, find: () => false, leave: () => {} }

/** Does a paste that was asked about. */
function answer(session: GridSession): void {
  const asked = askedPaste(session)
  session.ask(null)
  if (asked) doPaste(session, asked)
}

function doIt(session: GridSession, did: Gesture): void {
  const { model } = session
  const keyAt = (row: number) => session.keyAt(row % model.order.length) ?? session.focus.key
  switch (did.kind) {
    case 'go': {
      const place = { key: keyAt(did.row), field: session.columns[did.column]! }
      session.moveTo(place, { extend: did.how === 'extend', add: did.how === 'add' })
      return
    }
    case 'type':
      if (!session.edit('overwrite', { text: did.text })) return
      perform(session, { kind: 'commit', next: did.next }, page)
      return
    case 'paste':
      paste(session, { texts: did.texts })
      answer(session)
      return
    case 'copy and paste': {
      const block = copiedBlock(session)
      if (!block) return
      if (did.isCut) empty(session, 'cut', copiedCells(session)?.cells ?? [])
      session.moveTo({ key: keyAt(did.row), field: session.focus.field })
      paste(session, block)
      answer(session)
      return
    }
    case 'fill':
      perform(session, did, page)
      return
    case 'drag the corner': {
      const box = session.box()
      if (box) fillFrom(session, box, { ...box, bottom: Math.min(box.bottom + did.rows, model.order.length - 1) })
      return
    }
    case 'clear':
      perform(session, { kind: 'clear' }, page)
      return
    case 'delete':
      toggleRows(session, session.chosenRows())
      return
    case 'all':
      session.select('all')
      return
    case 'arrange':
      model.apply({
        ...model.arrangement,
        words: did.words,
        sort: { field: 'status', descending: did.descending },
      })
  }
}

test('all that keys and mouse do is undone to the start and redone to the end, whatever is sorted and searched between', () => {
  fc.assert(
    fc.property(fc.array(gesture, { maxLength: 20 }), (gestures) => {
      const session = new GridSession(gridOf(6))
      const { model } = session
      const start = picture(model)
      for (const did of gestures) {
        const before = picture(model)
        doIt(session, did)
        if (did.kind === 'arrange' || did.kind === 'go' || did.kind === 'all') expect(picture(model)).toEqual(before)
        expect(session.indexOf(session.focus.key)).toBeGreaterThanOrEqual(0)
      }
      const end = picture(model)
      while (model.log.canUndo) perform(session, { kind: 'undo' }, page)
      expect(picture(model)).toEqual(start)
      expect(model.judge.counts).toEqual({ changed: 0, created: 0, deleted: 0, problems: 0 })
      while (model.log.canRedo) perform(session, { kind: 'redo' }, page)
      expect(picture(model)).toEqual(end)
    }),
    { seed, numRuns: 300 },
  )
})

test('a text that is pasted is in its cell, as a value or as itself', () => {
  fc.assert(
    fc.property(fc.array(text.filter(Boolean), { minLength: 1, maxLength: 5 }), (texts) => {
      const session = new GridSession(gridOf(3))
      session.moveTo({ key: '2', field: 'points' })
      paste(session, { texts: texts.map((raw) => [raw]) })
      texts.forEach((raw, at) => {
        const content = session.model.get(session.keyAt(1 + at)!, 'points')
        if (raw === '7') expect(content).toBe(7)
        else expect(content).toMatchObject({ raw })
      })
    }),
    { seed },
  )
})
