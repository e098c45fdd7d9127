import type { ClipboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { clipboardForms, copiedBlock, copiedCells } from '@/components/inline-grid/clipboard/clipboard'
import { isLong, pastedBy, readClipboard } from '@/components/inline-grid/clipboard/clipboard-html'
import { paste, pasteLong } from '@/components/inline-grid/clipboard/paste'
import { cellCount } from '@/components/inline-grid/session/count-words'
import { empty, unread } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { isInCell } from './event-place'

/** Copy, cut and paste by the page's own events: they need no permission and no secure origin. */
export function clipboardEvents(session: GridSession) {
  const isOurs = (event: ClipboardEvent) => !session.editing && isInCell(event.target)

  const copy = (event: ClipboardEvent): boolean => {
    if (session.hasGaps) {
      session.refuse(unread)
      return false
    }
    const block = copiedBlock(session, session.settings)
    if (!block) return false
    const { text, html } = clipboardForms(block)
    event.clipboardData.setData('text/plain', text)
    event.clipboardData.setData('text/html', html)
    event.preventDefault()
    session.announce(`${cellCount(block.texts.length * (block.texts[0]?.length ?? 0))} copied`)
    return true
  }

  return {
    onCopy(event: ClipboardEvent) {
      if (isOurs(event)) copy(event)
    },
    onCut(event: ClipboardEvent) {
      if (isOurs(event) && copy(event)) flushSync(() => empty(session, 'cut', copiedCells(session)?.cells ?? []))
    },
    onPaste(event: ClipboardEvent) {
      if (!isOurs(event)) return
      event.preventDefault()
      const pasted = pastedBy(event.clipboardData)
      if (isLong(pasted)) return pasteLong(session, pasted)
      const block = readClipboard(pasted)
      if (block) flushSync(() => paste(session, block))
    },
  }
}
