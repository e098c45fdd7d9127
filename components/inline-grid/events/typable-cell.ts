import { type RefObject, useEffect, useMemo } from 'react'
import { whenIdle } from '@/components/inline-grid/rows/when-idle'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { isCell, isInCell } from './event-place'

/** A keyboard on the screen comes with the editor, not with the focus. */
const attributes = { contenteditable: 'true', spellcheck: 'false', inputmode: 'none' }

/** By then a screen reader has asked what a cell is that the focus came to. */
const readMs = 200

/** Fingers hold a key for longer. */
const programMs = 20

/**
 * Makes the focused cell an editable region, which takes input methods and dictation as an input does; what arrives there
 * opens the editor. It becomes one when the cell is on the screen already, so that no arrow key waits for it, or with the
 * first key that may be text. An editable region has no name for a screen reader, so that where keys walk from cell to cell
 * it becomes one later still; who presses on a cell, or leaves an editor for it, goes on with typing. Programs that press
 * keys for somebody, as dictation does, put a text in right behind them.
 */
export class TypableCell {
  private marked: HTMLElement | null = null
  private stopWaiting: (() => void) | undefined
  private isRead = false
  private isPressed = false
  private keyAt = 0

  constructor(
    private readonly session: GridSession,
    private readonly table: RefObject<HTMLTableElement | null>,
  ) {}

  /** Looks once nobody waits for the page. */
  later = (): void => {
    if (this.isRead) return
    this.end()
    this.stopWaiting = whenIdle(this.now)
  }

  /** Looks at once. */
  now = (): void => {
    this.end()
    this.mark(this.focused())
  }

  /** Told what is used, so that it is known how the focus came to a cell. */
  press = ({ type, timeStamp }: Event): void => {
    this.isPressed = type === 'mousedown'
    if (!this.isPressed) this.keyAt = timeStamp
  }

  /** A program waits until the page has done what the key is for, however long that takes. */
  handled = (): void => {
    this.keyAt = performance.now()
  }

  release = ({ type, timeStamp }: Event): void => {
    if (type === 'mouseup' ? this.isPressed : this.isRead && timeStamp - this.keyAt < programMs) this.now()
  }

  arrive = ({ relatedTarget }: FocusEvent): void => {
    const from = relatedTarget instanceof Element ? relatedTarget : null
    const isFromEditor = from !== null && isInCell(from) && from.matches('input, textarea')
    if (this.isPressed || isFromEditor) this.later()
    else this.afterReading()
  }

  private afterReading(): void {
    this.end()
    this.isRead = true
    const stopIdle = whenIdle(() => this.mark(null))
    const timer = setTimeout(this.now, readMs)
    this.stopWaiting = () => {
      stopIdle()
      clearTimeout(timer)
    }
  }

  private mark(cell: HTMLElement | null): void {
    if (cell === this.marked) return
    for (const name of Object.keys(attributes)) this.marked?.removeAttribute(name)
    this.marked = cell
    if (!cell) return
    for (const [name, value] of Object.entries(attributes)) cell.setAttribute(name, value)
    // The browser types where the selection is, and moved that with the focus only into what was editable then.
    document.getSelection()?.collapse(cell, 0)
  }

  /** Looks no more, until asked again. */
  end(): void {
    this.stopWaiting?.()
    this.stopWaiting = undefined
    this.isRead = false
  }

  /** The cell with the browser's focus, if text may be typed into it. */
  private focused(): HTMLElement | null {
    const { activeElement } = document
    const { session } = this
    if (!activeElement || !isCell(activeElement) || !this.table.current?.contains(activeElement)) return null
    const { key, field } = session.focus
    const isBox = session.fieldOf(field)?.kind === 'boolean' && !isUnsettled(session.model.get(key, field))
    return !session.editing && !isBox && session.model.canEdit(key, field) ? activeElement : null
  }
}

/** Keeps the focused cell of a grid ready for what is typed. */
export function useTypableCell(session: GridSession, table: RefObject<HTMLTableElement | null>): TypableCell {
  const cell = useMemo(() => new TypableCell(session, table), [session, table])
  useEffect(() => {
    const { current } = table
    const ending = new AbortController()
    const { signal } = ending
    current?.addEventListener('mousedown', cell.press, { capture: true, signal })
    current?.addEventListener('mouseup', cell.release, { signal })
    current?.addEventListener('focusin', cell.arrive, { signal })
    current?.addEventListener('focusout', cell.later, { signal })
    document.addEventListener('keydown', cell.press, { capture: true, signal })
    document.addEventListener('keyup', cell.release, { signal })
    addEventListener('keydown', cell.handled, { signal })
    const stop = session.model.subscribe(cell.later)
    return () => {
      ending.abort()
      stop()
      cell.end()
    }
  }, [cell, session, table])
  return cell
}
