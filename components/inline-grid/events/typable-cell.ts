import { type RefObject, useEffect, useMemo } from 'react'
import { whenIdle } from '@/components/inline-grid/rows/when-idle'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { isCell } from './event-place'

/** A keyboard on the screen comes with the editor, not with the focus. */
const attributes = { contenteditable: 'true', spellcheck: 'false', inputmode: 'none' }

/**
 * Makes the focused cell an editable region, which takes input methods and dictation as an input does; what arrives there
 * opens the editor. It becomes one when the cell is on the screen already, so that no arrow key waits for it, or with the
 * first key that may be text.
 */
export class TypableCell {
  private marked: HTMLElement | null = null
  private stopWaiting: (() => void) | undefined

  constructor(
    private readonly session: GridSession,
    private readonly table: RefObject<HTMLTableElement | null>,
  ) {}

  /** Looks once nobody waits for the page. */
  later = (): void => {
    this.end()
    this.stopWaiting = whenIdle(this.now)
  }

  /** Looks at once. */
  now = (): void => {
    this.end()
    const cell = this.focused()
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
    current?.addEventListener('focusin', cell.later)
    current?.addEventListener('focusout', cell.later)
    const stop = session.model.subscribe(cell.later)
    return () => {
      current?.removeEventListener('focusin', cell.later)
      current?.removeEventListener('focusout', cell.later)
      stop()
      cell.end()
    }
  }, [cell, session, table])
  return cell
}
