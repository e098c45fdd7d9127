import { atOnce, type Work } from '@/components/inline-grid/rows/slices'
import type { Block } from '@/components/inline-grid/values/block'
import { innerAttribute, parseInner } from './clipboard'
import { isSameSize, readingLong } from './clipboard-long'
import { readHtmlTable } from './html-table'
import { parseTsv } from './tsv'

/** Reading so much HTML takes longer than a person should wait. */
const longHtml = 50_000
/** Reading so much of anything takes so long that the page should go on meanwhile. */
const longText = 400_000

/** What the clipboard holds, in the forms that a grid reads. An event has them only for as long as it lasts. */
export type Pasted = { html: string; text: string }

export function pastedBy(data: Pick<DataTransfer, 'getData'>): Pasted {
  return { html: data.getData('text/html'), text: data.getData('text/plain') }
}

/** Whether these forms are better read in slices. */
export function isLong({ html, text }: Pasted): boolean {
  return html.length + text.length > longText
}

/** What a paste brings: the exact form from a grid, else the cells of an HTML table, else tab-separated text. */
export function readClipboard(pasted: Pasted): Block | undefined {
  return atOnce(readingClipboard(pasted))
}

/** Like `readClipboard`, for long forms. */
export function* readingClipboard({ html, text }: Pasted): Work<Block | undefined> {
  if (html.length > longHtml) {
    const block = yield* readingLong(html, text)
    if (block) return block
  }
  const table = readHtmlTable(html, innerAttribute)
  if (table) {
    const inner = parseInner(table.note)
    return inner && isSameSize(inner.cells, table.texts) ? { texts: table.texts, inner } : { texts: table.texts }
  }
  return text === '' ? undefined : { texts: parseTsv(text) }
}
