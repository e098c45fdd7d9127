import { flushSync } from 'react-dom'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isCell } from './event-place'

/** Typed text and input methods. A cell that can be typed into is an editable region: its input opens the editor. */
export function textEvents(session: GridSession) {
  let restore: (() => void) | undefined
  const restoreDrawn = () => {
    restore?.()
    restore = undefined
  }
  return {
    /** For the table itself: React tells of an event of its own under this name, not of the browser's. */
    beforeInput(event: InputEvent) {
      if (session.editing || event.isComposing || !event.target || !isCell(event.target)) return
      event.preventDefault()
      // An input method may end with a plain insertion and leave behind what it had shown so far.
      restoreDrawn()
      const { data } = event
      if (data && event.inputType === 'insertText') flushSync(() => session.edit('overwrite', { text: data }))
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
