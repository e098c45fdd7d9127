/** What a key press asks the grid for. */
export type Intent =
  | { kind: 'move'; to: Move; extend: boolean }
  | { kind: 'tab'; back: boolean }
  | { kind: 'edit'; mode: 'caret'; whole?: true }
  | { kind: 'open' }
  | { kind: 'commit'; next: 'down' | 'up' | 'left' | 'right' | 'next' | 'previous' | 'home' | 'end' | 'fill' }
  | { kind: 'cancel' }
  | { kind: 'switch-mode' }
  | { kind: 'escape' }
  | { kind: 'clear' }
  | { kind: 'select'; what: 'all' | 'row' | 'column' }
  | { kind: 'space' }
  | { kind: 'fill'; direction: 'down' | 'right' }
  | { kind: 'undo' | 'redo' }
  | { kind: 'delete-rows' }
  | { kind: 'problem'; back: boolean }
  | { kind: 'leave'; back: boolean }
  | { kind: 'help' | 'find' | 'menu' }

export type Move =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'first-row'
  | 'last-row'
  | 'first-column'
  | 'last-column'
  | 'page-up'
  | 'page-down'
  | 'first-cell'
  | 'last-cell'

/** As much of a keyboard event as the tables below look at. */
export type Press = {
  key: string
  code?: string
  shiftKey?: boolean
  ctrlKey?: boolean
  metaKey?: boolean
  altKey?: boolean
  isComposing?: boolean
}

const arrows: Record<string, Move> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }
const edges: Record<string, Move> = {
  ArrowUp: 'first-row',
  ArrowDown: 'last-row',
  ArrowLeft: 'first-column',
  ArrowRight: 'last-column',
  Home: 'first-cell',
  End: 'last-cell',
}
const plain: Record<string, Move> = {
  ...arrows,
  Home: 'first-column',
  End: 'last-column',
  PageUp: 'page-up',
  PageDown: 'page-down',
}

/** What a key press means while a cell is focused; undefined: nothing, the browser may have it. */
export function navigateIntent(press: Press): Intent | undefined {
  const command = press.ctrlKey === true || press.metaKey === true
  const shift = press.shiftKey === true
  if (press.isComposing) return undefined
  if (press.altKey) return press.key === 'ArrowDown' && !command ? { kind: 'open' } : undefined
  if (command) return commandIntent(press, shift)
  const move = plain[press.key]
  if (move) return { kind: 'move', to: move, extend: shift }
  switch (press.key) {
    case 'Tab':
      return { kind: 'tab', back: shift }
    case 'Enter':
      return shift ? { kind: 'move', to: 'up', extend: false } : { kind: 'edit', mode: 'caret', whole: true }
    case 'F2':
      return { kind: 'edit', mode: 'caret' }
    case 'F6':
      return { kind: 'leave', back: shift }
    case 'F8':
      return { kind: 'problem', back: shift }
    case 'F10':
      return shift ? { kind: 'menu' } : undefined
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'Escape':
      return { kind: 'escape' }
    case 'Backspace':
    case 'Delete':
      return { kind: 'clear' }
    case ' ':
      return shift ? { kind: 'select', what: 'row' } : { kind: 'space' }
  }
  return undefined
}

function commandIntent(press: Press, shift: boolean): Intent | undefined {
  const edge = edges[press.key]
  if (edge) return { kind: 'move', to: edge, extend: shift }
  switch (press.key.toLowerCase()) {
    case 'a':
      return shift ? undefined : { kind: 'select', what: 'all' }
    case 'd':
      return shift ? undefined : { kind: 'fill', direction: 'down' }
    case 'r':
      return shift ? undefined : { kind: 'fill', direction: 'right' }
    case 'z':
      return { kind: shift ? 'redo' : 'undo' }
    case 'y':
      return shift ? undefined : { kind: 'redo' }
    case '-':
    case 'backspace':
      return { kind: 'delete-rows' }
    case 'f':
      return shift ? undefined : { kind: 'find' }
    case '/':
      return { kind: 'help' }
    case ' ':
      return { kind: 'select', what: 'column' }
  }
  return undefined
}

/**
 * What a key press means in an editor. In overwrite mode, begun by typing, the arrows leave the cell; in caret mode they
 * belong to the text.
 */
export function editIntent(press: Press, mode: 'overwrite' | 'caret'): Intent | undefined {
  if (press.isComposing) return undefined
  const command = press.ctrlKey === true || press.metaKey === true
  const shift = press.shiftKey === true
  if (press.key === 'Enter') {
    if (press.altKey) return undefined
    return { kind: 'commit', next: command ? 'fill' : shift ? 'up' : 'down' }
  }
  if (press.altKey && !command && press.key === 'ArrowDown') return { kind: 'open' }
  if (command || press.altKey) return undefined
  switch (press.key) {
    case 'Tab':
      return { kind: 'commit', next: shift ? 'previous' : 'next' }
    case 'Escape':
      return { kind: 'cancel' }
    case 'F2':
      return { kind: 'switch-mode' }
  }
  if (mode === 'caret' || shift) return undefined
  switch (press.key) {
    case 'ArrowUp':
      return { kind: 'commit', next: 'up' }
    case 'ArrowDown':
      return { kind: 'commit', next: 'down' }
    case 'ArrowLeft':
      return { kind: 'commit', next: 'left' }
    case 'ArrowRight':
      return { kind: 'commit', next: 'right' }
    case 'Home':
      return { kind: 'commit', next: 'home' }
    case 'End':
      return { kind: 'commit', next: 'end' }
  }
  return undefined
}
