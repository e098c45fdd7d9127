import { type RefObject, useLayoutEffect } from 'react'
import { flushSync } from 'react-dom'
import { clipboardForms, copiedBlock, copiedCells } from '@/components/inline-grid/clipboard/clipboard'
import { isLong, pastedBy, readClipboard } from '@/components/inline-grid/clipboard/clipboard-html'
import { paste, pasteLong } from '@/components/inline-grid/clipboard/paste'
import { cellCount } from '@/components/inline-grid/session/count-words'
import { empty, unread } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isInCell } from './event-place'

/**
 * Copy, cut and paste by the page's own events: they need no permission and no secure origin. They belong to the grid that
 * has the focus, wherever they arrive: Firefox sends them to the selection, which a cell that cannot be edited has none of.
 */
export function useClipboard(session: GridSession, table: RefObject<HTMLTableElement | null>): void {
  useLayoutEffect(() => {
    const isOurs = ({ defaultPrevented }: ClipboardEvent) => {
      const { activeElement } = document
      return !defaultPrevented && !session.editing && isInCell(activeElement) && table.current?.contains(activeElement)
    }
    const ending = new AbortController()
    for (const [type, does] of Object.entries(clipboardEvents(session))) {
      const hear = (event: ClipboardEvent) => {
        if (event.clipboardData && isOurs(event)) does(event, event.clipboardData)
      }
      document.addEventListener(type as keyof ClipboardEvents, hear, { signal: ending.signal })
    }
    return () => ending.abort()
  }, [session, table])
}

type ClipboardEvents = Record<'copy' | 'cut' | 'paste', (event: ClipboardEvent, clipboard: DataTransfer) => void>

function clipboardEvents(session: GridSession): ClipboardEvents {
  const copy = (event: ClipboardEvent, clipboard: DataTransfer): boolean => {
    if (session.hasGaps) {
      session.refuse(unread)
      return false
    }
    const block = copiedBlock(session, session.settings)
    if (!block) return false
    const { text, html } = clipboardForms(block)
    clipboard.setData('text/plain', text)
    clipboard.setData('text/html', html)
    event.preventDefault()
    session.announce(`${cellCount(block.texts.length * (block.texts[0]?.length ?? 0))} copied`)
    return true
  }

  return {
    copy,
    cut(event, clipboard) {
      if (copy(event, clipboard)) flushSync(() => empty(session, 'cut', copiedCells(session)?.cells ?? []))
    },
    paste(event, clipboard) {
      event.preventDefault()
      const pasted = pastedBy(clipboard)
      if (isLong(pasted)) return pasteLong(session, pasted)
      const block = readClipboard(pasted)
      if (block) flushSync(() => paste(session, block))
    },
  }
}
