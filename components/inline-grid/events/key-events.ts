import type { KeyboardEvent, RefObject } from 'react'
import { flushSync } from 'react-dom'
import { focusDrawnCell } from '@/components/inline-grid/session/grid-focus'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isInCell } from './event-place'
import { editIntent, navigateIntent } from './grid-keys'
import { leaveGrid } from './leave-grid'
import { type GridPage, perform, sayLocked } from './perform'
import type { TypableCell } from './typable-cell'

/** The grid's head and the bar to save, which lie over the rows, in pixels. */
const barsHeight = 100

/** What the grid asks of the page around it. */
export type GridPageActions = Pick<GridPage, 'help' | 'find'> & { openMenu(place: { x: number; y: number }): void }

/** What keys do in the grid. */
export function keyEvents(
  session: GridSession,
  table: RefObject<HTMLTableElement | null>,
  typable: TypableCell,
  actions: GridPageActions,
) {
  return {
    onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || !(isInCell(event.target) || event.target === event.currentTarget)) return
      const { key, shiftKey, ctrlKey, metaKey, altKey } = event
      const press = { key, shiftKey, ctrlKey, metaKey, altKey, isComposing: event.nativeEvent.isComposing }
      const intent = session.editing ? editIntent(press, session.editing.mode) : navigateIntent(press)
      if (!intent) {
        if (session.editing) return
        typable.now()
        refuseText(session, event)
        return
      }
      if (key === 'PageDown' || key === 'PageUp') session.pageRows = rowsInSight(table.current)
      let isDone = false
      const leaving: { back: boolean }[] = []
      const page: GridPage = { ...actions, leave: (back) => leaving.push({ back }) }
      // Drawn before the key's own effect, so that an editor opened by it receives what follows.
      flushSync(() => {
        const { orderVersion } = session.model
        isDone = perform(session, intent, page)
        // While the rows stand as they are drawn, the focus goes on before anything is drawn anew: the browser lays nothing
        // out for it, and loses no focus when the editor is taken out.
        if (session.model.orderVersion === orderVersion) focusDrawnCell(session, table.current)
      })
      // After the drawing, which may have put the focus on a cell.
      for (const { back } of leaving) isDone = leaveGrid(table.current, back)
      if (isDone) event.preventDefault()
      else if (!session.editing) refuseText(session, event)
    },
  }
}

/** Takes a text that is typed at a locked cell: a space would scroll the page away, and in some browsers a slash searches it. */
function refuseText(session: GridSession, event: KeyboardEvent): void {
  if (!isText(event) || !isLocked(session)) return
  sayLocked(session)
  event.preventDefault()
}

function isText({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return [...key].length === 1 && !ctrlKey && !metaKey && !altKey
}

function isLocked({ model, focus }: GridSession): boolean {
  return model.rows.fields.has(focus.field) && !model.canEdit(focus.key, focus.field)
}

/** How many rows a page is: those that the window has room for between the bars, but one. */
function rowsInSight(table: HTMLTableElement | null): number {
  const height = table?.querySelector('tbody tr[aria-rowindex]')?.getBoundingClientRect().height || 34
  return Math.max(1, Math.floor((window.innerHeight - barsHeight) / height) - 1)
}
