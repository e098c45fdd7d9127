import type { Block } from '@/components/inline-grid/values/block'
import { innerAttribute, parseInner } from './clipboard'
import { isSameSize, readLong } from './clipboard-long'
import { readHtmlTable } from './html-table'
import { parseTsv } from './tsv'

/** Reading so much HTML takes longer than a person should wait. */
const longHtml = 50_000

/** What a paste brings: the exact form from a grid, else the cells of an HTML table, else tab-separated text. */
export function readClipboard(data: Pick<DataTransfer, 'getData'>): Block | undefined {
  const html = data.getData('text/html')
  if (html.length > longHtml) {
    const block = readLong(html, data.getData('text/plain'))
    if (block) return block
  }
  const table = readHtmlTable(html, innerAttribute)
  if (table) {
    const inner = parseInner(table.note)
    return inner && isSameSize(inner.cells, table.texts) ? { texts: table.texts, inner } : { texts: table.texts }
  }
  const text = data.getData('text/plain')
  return text === '' ? undefined : { texts: parseTsv(text) }
}
