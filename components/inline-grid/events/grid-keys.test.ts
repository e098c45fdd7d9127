import { describe, expect, test } from 'vitest'
import { editIntent, navigateIntent } from './grid-keys'

describe('while a cell is focused', () => {
  test.each([
    ['ArrowDown', {}, { kind: 'move', to: 'down', extend: false }],
    ['ArrowDown', { shiftKey: true }, { kind: 'move', to: 'down', extend: true }],
    ['ArrowDown', { ctrlKey: true }, { kind: 'move', to: 'last-row', extend: false }],
    ['ArrowDown', { metaKey: true, shiftKey: true }, { kind: 'move', to: 'last-row', extend: true }],
    ['Home', {}, { kind: 'move', to: 'first-column', extend: false }],
    ['End', { ctrlKey: true }, { kind: 'move', to: 'last-cell', extend: false }],
    ['PageDown', { shiftKey: true }, { kind: 'move', to: 'page-down', extend: true }],
    ['Tab', { shiftKey: true }, { kind: 'tab', back: true }],
    ['Enter', {}, { kind: 'edit', mode: 'caret', whole: true }],
    ['F2', {}, { kind: 'edit', mode: 'caret' }],
    ['ArrowDown', { altKey: true }, { kind: 'open' }],
    ['Delete', {}, { kind: 'clear' }],
    ['Backspace', { ctrlKey: true }, { kind: 'delete-rows' }],
    ['-', { ctrlKey: true }, { kind: 'delete-rows' }],
    ['a', { ctrlKey: true }, { kind: 'select', what: 'all' }],
    [' ', { shiftKey: true }, { kind: 'select', what: 'row' }],
    [' ', { ctrlKey: true }, { kind: 'select', what: 'column' }],
    ['d', { ctrlKey: true }, { kind: 'fill', direction: 'down' }],
    ['Z', { ctrlKey: true, shiftKey: true }, { kind: 'redo' }],
    ['z', { metaKey: true }, { kind: 'undo' }],
    ['F8', { shiftKey: true }, { kind: 'problem', back: true }],
    ['F6', {}, { kind: 'leave', back: false }],
    ['/', { ctrlKey: true }, { kind: 'help' }],
  ] as const)('%s %j', (key, held, intent) => {
    expect(navigateIntent({ key, ...held })).toEqual(intent)
  })

  test.each([
    ['x', {}],
    ['s', { ctrlKey: true }],
    ['c', { ctrlKey: true }],
    ['v', { ctrlKey: true }],
    ['ArrowLeft', { altKey: true }],
    ['Enter', { isComposing: true }],
  ] as const)("%s %j stays the browser's", (key, held) => {
    expect(navigateIntent({ key, ...held })).toBeUndefined()
  })
})

describe('in an editor', () => {
  test.each([
    ['Enter', {}, { kind: 'commit', next: 'down' }],
    ['Enter', { shiftKey: true }, { kind: 'commit', next: 'up' }],
    ['Enter', { ctrlKey: true }, { kind: 'commit', next: 'fill' }],
    ['Tab', {}, { kind: 'commit', next: 'next' }],
    ['Escape', {}, { kind: 'cancel' }],
    ['F2', {}, { kind: 'switch-mode' }],
    ['ArrowDown', { altKey: true }, { kind: 'open' }],
  ] as const)('%s %j is the same in both modes', (key, held, intent) => {
    expect(editIntent({ key, ...held }, 'caret')).toEqual(intent)
    expect(editIntent({ key, ...held }, 'overwrite')).toEqual(intent)
  })

  test('the arrows leave a cell that is typed over, and move the caret otherwise', () => {
    expect(editIntent({ key: 'ArrowLeft' }, 'overwrite')).toEqual({ kind: 'commit', next: 'left' })
    expect(editIntent({ key: 'ArrowLeft' }, 'caret')).toBeUndefined()
    expect(editIntent({ key: 'Home' }, 'caret')).toBeUndefined()
  })

  test('a key that an input method is using is not ours', () => {
    expect(editIntent({ key: 'Enter', isComposing: true }, 'caret')).toBeUndefined()
  })
})
