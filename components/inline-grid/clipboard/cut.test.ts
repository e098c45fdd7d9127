import { expect, test } from 'vitest'
import { perform as act } from '@/components/inline-grid/events/perform'
import { empty } from '@/components/inline-grid/session/grid-commands'
import { GridSession } from '@/components/inline-grid/session/grid-session'
import { gridOf } from '@/components/inline-grid/session/testing'
import type { Block } from '@/components/inline-grid/values/block'
import { clipboardForms, copiedBlock, copiedCells } from './clipboard'
import { readClipboard } from './clipboard-html'
import { doPaste, paste, preparePaste } from './paste'

const page = { help: () => {}, find: () => false, leave: () => {} }

/** Cuts what is selected; answers with the block as it comes back from the clipboard. */
function cut(session: GridSession): Block {
  const { text, html } = clipboardForms(copiedBlock(session)!)
  empty(session, 'cut', copiedCells(session)?.cells ?? [])
  return readClipboard({ text, html })!
}

test.each([
  ['points', '12abc'],
  ['status', 'perhaps'],
  ['student', 'nobody@example.org'],
  ['student', '"two\nlines"'],
])(
  'a text that no value was made of, cut from %s, comes back with undo and with the next paste: %j',
  async (field, raw) => {
    const session = new GridSession(gridOf(3))
    const { model } = session
    session.moveTo({ key: '1', field })
    paste(session, { texts: [[raw]] })
    await model.resolver.idle(1_000)
    const before = model.get('1', field)
    expect(before).toMatchObject({ raw })
    const block = cut(session)
    expect(model.get('1', field)).toBeNull()
    act(session, { kind: 'undo' }, page)
    expect(model.get('1', field)).toMatchObject({ raw })
    act(session, { kind: 'redo' }, page)
    session.moveTo({ key: '3', field })
    paste(session, block)
    await model.resolver.idle(1_000)
    expect(model.get('3', field)).toEqual(before)
  },
)

test('what did not fit of a paste is kept whole with the gesture, as long as that can be undone or redone', () => {
  const session = new GridSession(gridOf(3, { maxRows: 4 }))
  const { log } = session.model
  session.moveTo({ key: '2', field: 'status' })
  const block = { texts: [1, 2, 3, 4].map((row) => ['dropped', String(row), `lost ${row}`, 'too']) }
  doPaste(session, preparePaste(session, block) as Exclude<ReturnType<typeof preparePaste>, string>)
  expect(log.left).toEqual({ words: '2 columns and 1 enrollment', block })
  expect(session.announcement).toContain('2 columns and 1 enrollment left out')
  act(session, { kind: 'undo' }, page)
  expect(log.left).toBeUndefined()
  act(session, { kind: 'redo' }, page)
  expect(log.left?.block).toEqual(block)
  paste(session, { texts: [['active']] })
  expect(log.left).toBeUndefined()
})
