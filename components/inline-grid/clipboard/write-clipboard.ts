import type { GridSession } from '@/components/inline-grid/session/grid-session'
import type { Block } from '@/components/inline-grid/values/block'
import { clipboardForms, copiedBlock } from './clipboard'

/**
 * Copies the selection for a button or a menu, which may write to the clipboard only where the browser allows it; the
 * keys always work. Answers with the number of copied rows, undefined when nothing was copied.
 */
export async function writeClipboard(session: GridSession): Promise<number | undefined> {
  const block = copiedBlock(session, session.settings)
  return block && writeBlock(session, block)
}

/** Likewise for a block of cells, wherever it is from. */
export async function writeBlock(session: GridSession, block: Block): Promise<number | undefined> {
  const { text, html } = clipboardForms(block)
  try {
    await navigator.clipboard.write([
      new ClipboardItem({
        'text/plain': new Blob([text], { type: 'text/plain' }),
        'text/html': new Blob([html], { type: 'text/html' }),
      }),
    ])
    return block.texts.length
  } catch {
    session.refuse('The browser does not let a button copy here: put the focus on a cell and press Ctrl+C')
    return undefined
  }
}
