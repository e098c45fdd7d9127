import {
  type FocusEvent,
  type FormEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useMemo,
  useRef,
} from 'react'
import { flushSync } from 'react-dom'
import { type GridPage, perform } from './grid-commands'
import { headRows } from './grid-ids'
import { editIntent, navigateIntent } from './grid-keys'
import { type GridSession, selectColumn } from './grid-session'
import { leaveGrid } from './leave-grid'
import type { CellPlace } from './selection'

export type GridPageActions = Pick<GridPage, 'help' | 'find' | 'menu'>

/** The handlers of the table. All events of all cells arrive here; what they mean is decided by plain functions. */
export function useGridEvents(
  session: GridSession,
  table: RefObject<HTMLTableElement | null>,
  actions: GridPageActions,
) {
  const pressed = useRef<{ place: CellPlace; wasFocused: boolean } | null>(null)
  return useMemo(() => {
    let leaving: 'forward' | 'back' | null = null
    const page: GridPage = {
      ...actions,
      leave: (back) => {
        leaving = back ? 'back' : 'forward'
      },
    }

    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isInCell(event.target)) return
      const { editing } = session
      const press = { ...pressOf(event), isComposing: event.nativeEvent.isComposing }
      const intent = editing ? editIntent(press, editing.mode) : navigateIntent(press)
      if (!intent) return
      let isDone = false
      leaving = null
      // Drawn before the key's own effect, so that an editor opened by it receives what follows.
      flushSync(() => {
        isDone = perform(session, intent, page)
      })
      // After the drawing, which may have put the focus on a cell.
      if (leaving) isDone = leaveGrid(table.current, leaving === 'back')
      if (isDone) event.preventDefault()
    }

    const onBeforeInput = (event: FormEvent) => {
      if (session.editing || !isCell(event.target)) return
      const { data, isComposing } = event.nativeEvent as InputEvent
      if (isComposing) return
      event.preventDefault()
      if (data) flushSync(() => session.edit('overwrite', { text: data }))
    }

    const onCompositionEnd = (event: { target: EventTarget; data: string }) => {
      if (session.editing || !isCell(event.target)) return
      removeComposed(event.target)
      flushSync(() => session.edit('overwrite', { text: event.data }))
    }

    const onFocus = (event: FocusEvent) => {
      session.isActive = true
      const place = placeOf(session, event.target)
      if (place && !session.editing && (place.key !== session.focus.key || place.field !== session.focus.field))
        session.moveTo(place, { request: false })
    }

    const onBlur = (event: FocusEvent) => {
      if (table.current?.contains(event.relatedTarget)) return
      session.isActive = false
      session.isLeaving = false
      session.model.leave(session.focus.key)
    }

    const onMouseDown = (event: MouseEvent) => {
      const place = placeOf(session, event.target)
      if (!place || event.button !== 0 || isControl(event.target)) return
      const { key, field } = session.focus
      const wasFocused = session.isActive && key === place.key && field === place.field
      pressed.current = { place, wasFocused }
      event.preventDefault()
      flushSync(() => {
        session.commit()
        session.moveTo(place, { extend: event.shiftKey })
      })
    }

    const onMouseOver = (event: MouseEvent) => {
      const place = event.buttons === 1 && pressed.current ? placeOf(session, event.target) : undefined
      if (!place || !session.columns.includes(place.field) || session.editing) return
      const { key, field } = session.focus
      if (place.key === key && place.field === field) return
      pressed.current = { place, wasFocused: false }
      session.moveTo(place, { extend: true })
    }

    const onClick = (event: MouseEvent) => {
      const place = placeOf(session, event.target)
      if (!place) return
      if (place.field === selectColumn && isControl(event.target))
        session.selectRow(place.key, !session.selectedRows.has(place.key), event.shiftKey)
      else if (isControl(event.target) && session.fieldOf(place.field)?.kind === 'boolean') {
        session.moveTo(place)
        perform(session, { kind: 'space' }, page)
      } else if (pressed.current?.wasFocused && !session.editing && !event.shiftKey)
        flushSync(() => session.edit('caret'))
      pressed.current = null
    }

    const onDoubleClick = (event: MouseEvent) => {
      const place = placeOf(session, event.target)
      if (place && !session.editing && !isControl(event.target)) flushSync(() => session.edit('caret'))
    }

    return {
      onKeyDown,
      onBeforeInput,
      onCompositionEnd,
      onFocus,
      onBlur,
      onMouseDown,
      onMouseOver,
      onClick,
      onDoubleClick,
    }
  }, [session, table, actions])
}

function pressOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent) {
  return { key, shiftKey, ctrlKey, metaKey, altKey }
}

/** Which cell an element belongs to. */
function placeOf(session: GridSession, target: EventTarget): CellPlace | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
  const index = cell?.closest('tr')?.getAttribute('aria-rowindex')
  const key = index ? session.keyAt(Number(index) - headRows) : undefined
  const field = cell?.dataset.column
  return key === undefined || field === undefined ? undefined : { key, field }
}

function isInCell(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-column]') !== null
}

function isCell(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && target.dataset.column !== undefined
}

/** Controls inside a cell take their own presses. */
function isControl(target: EventTarget): boolean {
  if (!(target instanceof Element)) return false
  const control = target.closest('input, textarea, button, a')
  return control?.closest('[data-column]') != null
}

/** Takes out what an input method wrote into the cell itself: React must find what it drew. */
function removeComposed(cell: HTMLElement): void {
  for (const node of [...cell.childNodes])
    if (!(node instanceof HTMLElement && node.contentEditable === 'false')) node.remove()
}
