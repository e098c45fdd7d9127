import { expect, test } from 'vitest'
import { CommandLog, type Gesture } from './command-log'

const gesture = (label: string): Gesture => ({
  label,
  ops: [{ kind: 'cell', key: '1', field: 'points', before: 1, after: 2 }],
})

test('what the server did is undone and redone at its place, whatever was done before and after it', () => {
  const log = new CommandLog()
  log.record(gesture('before'))
  log.record({ label: 'on the server', ops: [], takeBack: () => {} })
  log.record(gesture('after'))
  expect([log.undo(), log.undo()].map((step) => step?.gesture.label)).toEqual(['after', 'on the server'])
  // Taken back: it waits to be done again, before what came after it.
  log.put({ label: 'on the server', ops: [], again: () => {} })
  expect(log.redo()?.gesture.again).toBeDefined()
  log.put({ label: 'on the server', ops: [], takeBack: () => {} })
  expect(log.redo()?.gesture.label).toBe('after')
  expect(log.canRedo).toBe(false)
  const undone = [log.undo(), log.undo(), log.undo()].map((step) => step?.gesture.label)
  expect(undone).toEqual(['after', 'on the server', 'before'])
})
