import { type Block, innerAttribute, parseInner } from './clipboard'
import { isSameSize, readLong } from './clipboard-long'
import { parseTsv } from './tsv'

/** Making a document of so much HTML takes longer than a person should wait. */
const longHtml = 50_000

/** What a paste brings: the exact form from a grid, else the cells of an HTML table, else tab-separated text. */
export function readClipboard(data: Pick<DataTransfer, 'getData'>): Block | undefined {
  const html = data.getData('text/html')
  if (html.length > longHtml) {
    const block = readLong(html, data.getData('text/plain'))
    if (block) return block
  }
  const table = html.includes('<table')
    ? new DOMParser().parseFromString(html, 'text/html').querySelector('table')
    : null
  const inner = parseInner(table?.getAttribute(innerAttribute))
  const texts = table ? tableTexts(table) : []
  if (texts.length > 0) return inner && isSameSize(inner.cells, texts) ? { texts, inner } : { texts }
  const text = data.getData('text/plain')
  return text === '' ? undefined : { texts: parseTsv(text) }
}

/** The texts of a table's cells. A merged cell is its text once and empty cells in the rest of its place. */
function tableTexts(table: HTMLTableElement): string[][] {
  const rows: string[][] = [...table.rows].map(() => [])
  const taken = new Set<string>()
  ;[...table.rows].forEach((row, y) => {
    let x = 0
    for (const cell of row.cells) {
      while (taken.has(`${y} ${x}`)) x += 1
      for (let down = 0; down < Math.min(cell.rowSpan, rows.length - y); down += 1)
        for (let right = 0; right < cell.colSpan; right += 1) {
          taken.add(`${y + down} ${x + right}`)
          rows[y + down]![x + right] = down + right === 0 ? cellText(cell) : ''
        }
      x += cell.colSpan
    }
  })
  const width = Math.max(0, ...rows.map((row) => row.length))
  return width === 0 ? [] : rows.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? ''))
}

/** Line breaks of a cell are `<br>`; those of its source are only spaces. */
function cellText(cell: Element): string {
  let text = ''
  for (const node of cell.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += (node.nodeValue ?? '').replace(/[ \t\r\n]+/g, ' ')
    else if (node instanceof Element) {
      if (node.tagName === 'BR') text += '\n'
      else text += /^(P|DIV)$/.test(node.tagName) && text !== '' ? `\n${cellText(node)}` : cellText(node)
    }
  }
  return text.replace(/^ | $/g, '').replace(/ ?\n ?/g, '\n')
}
