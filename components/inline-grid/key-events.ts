import type { FormEvent, KeyboardEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import { isCell, isInCell } from './event-place'
import { type GridPage, perform } from './grid-commands'
import { editIntent, navigateIntent } from './grid-keys'
import type { GridSession } from './grid-session'
import { leaveGrid } from './leave-grid'

/** What the grid asks of the page around it. */
export type GridPageActions = Pick<GridPage, 'help' | 'find' | 'menu'>

/** Keys, typed text and input methods. A cell that can be typed into is an editable region: its input opens the editor. */
export function keyEvents(session: GridSession, table: RefObject<HTMLTableElement | null>, actions: GridPageActions) {
  return {
    onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || !isInCell(event.target)) return
      const { key, shiftKey, ctrlKey, metaKey, altKey } = event
      const press = { key, shiftKey, ctrlKey, metaKey, altKey, isComposing: event.nativeEvent.isComposing }
      const intent = session.editing ? editIntent(press, session.editing.mode) : navigateIntent(press)
      if (!intent) return
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
      removeComposed(event.target)
      if (data) flushSync(() => session.edit('overwrite', { text: data }))
    },
    onCompositionStart(event: { target: EventTarget }) {
      if (!session.editing && isCell(event.target)) event.target.dataset.composing = ''
    },
    onCompositionEnd(event: { target: EventTarget; data: string }) {
      if (!isCell(event.target)) return
      removeComposed(event.target)
      if (session.editing) return
      if (event.data !== '') flushSync(() => session.edit('overwrite', { text: event.data }))
    },
  }
}

/** Takes out what an input method wrote into the cell itself: React must find what it drew, and typing its place. */
function removeComposed(cell: HTMLElement): void {
  for (const node of [...cell.childNodes]) if (!(node instanceof HTMLElement)) node.remove()
  delete cell.dataset.composing
  document.getSelection()?.collapse(cell, 0)
}
