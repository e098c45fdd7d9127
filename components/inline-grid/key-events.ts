import type { FormEvent, KeyboardEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import { isCell, isInCell } from './event-place'
import { editIntent, navigateIntent } from './grid-keys'
import type { GridSession } from './grid-session'
import { leaveGrid } from './leave-grid'
import { type GridPage, perform } from './perform'

/** The grid's head and the bar to save, which lie over the rows, in pixels. */
const barsHeight = 100

/** What the grid asks of the page around it. */
export type GridPageActions = Pick<GridPage, 'help' | 'find'> & { openMenu(place: { x: number; y: number }): void }

/** Keys, typed text and input methods. A cell that can be typed into is an editable region: its input opens the editor. */
export function keyEvents(session: GridSession, table: RefObject<HTMLTableElement | null>, actions: GridPageActions) {
  let restore: (() => void) | undefined
  const restoreDrawn = () => {
    restore?.()
    restore = undefined
  }
  return {
    onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || !isInCell(event.target)) return
      const { key, shiftKey, ctrlKey, metaKey, altKey } = event
      const press = { key, shiftKey, ctrlKey, metaKey, altKey, isComposing: event.nativeEvent.isComposing }
      const intent = session.editing ? editIntent(press, session.editing.mode) : navigateIntent(press)
      if (!intent) return
      if (key === 'PageDown' || key === 'PageUp') session.pageRows = rowsInSight(table.current)
      let isDone = false
      const leaving: { back: boolean }[] = []
      const page: GridPage = { ...actions, leave: (back) => leaving.push({ back }) }
      // Drawn before the key's own effect, so that an editor opened by it receives what follows.
      flushSync(() => {
        isDone = perform(session, intent, page)
      })
      // After the drawing, which may have put the focus on a cell.
      for (const { back } of leaving) isDone = leaveGrid(table.current, back)
      if (isDone) event.preventDefault()
    },
    onBeforeInput(event: FormEvent) {
      if (session.editing || !isCell(event.target)) return
      const { data, isComposing } = event.nativeEvent as InputEvent
      if (isComposing) return
      event.preventDefault()
      // An input method may end with a plain insertion and leave behind what it had shown so far.
      restoreDrawn()
      if (data) flushSync(() => session.edit('overwrite', { text: data }))
    },
    onCompositionStart(event: { target: EventTarget }) {
      if (!session.editing && isCell(event.target)) restore = drawnIn(event.target)
    },
    onCompositionEnd(event: { target: EventTarget; data: string }) {
      if (!isCell(event.target)) return
      restoreDrawn()
      if (session.editing) return
      if (event.data !== '') flushSync(() => session.edit('overwrite', { text: event.data }))
    },
  }
}

/** How many rows a page is: those that the window has room for between the bars, but one. */
function rowsInSight(table: HTMLTableElement | null): number {
  const height = table?.querySelector('tbody tr[aria-rowindex]')?.getBoundingClientRect().height || 34
  return Math.max(1, Math.floor((window.innerHeight - barsHeight) / height) - 1)
}

/**
 * Remembers what React drew in a cell. Calling the answer takes out what an input method wrote there since, for React
 * must find what it drew, and puts the place of typing back.
 */
function drawnIn(cell: HTMLElement): () => void {
  const texts = new Map([...nodesOf(cell)].map((node) => [node, node.nodeValue]))
  return () => {
    for (const node of [...nodesOf(cell)]) {
      if (!texts.has(node)) node.parentNode?.removeChild(node)
      else if (node.nodeValue !== texts.get(node)) node.nodeValue = texts.get(node) ?? null
    }
    document.getSelection()?.collapse(cell, 0)
  }
}

function* nodesOf(cell: HTMLElement): Generator<Node> {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) yield walker.currentNode
}
