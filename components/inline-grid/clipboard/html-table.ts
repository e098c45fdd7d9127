import { decodeEntities } from './html-entities'

/** A table out of an HTML text: the texts of its cells, and one of its attributes where it has it. */
export type HtmlTable = { texts: string[][]; note?: string }

/** What has its lines to itself. */
const block = /^(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|pre|blockquote|section|article)$/

type OpenCell = { text: string; columns: number; rows: number }
type Cells = { row: OpenCell[]; isHidden: boolean }[]

const token = /<!--[\s\S]*?(?:-->|$)|<!?\/?([a-z][^\s/>]*)?((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</gi

/**
 * Reads the first table of an HTML text as spreadsheets put it on the clipboard. `<br>`, paragraphs, lists and the rows of a
 * table within a cell are line breaks, line breaks of the source are spaces; a merged cell is its text once and empty
 * cells in the rest of its place. A table that has the attribute `exact` was written without any spaces of its own: there
 * every character counts. Undefined when there is no table with cells.
 */
export function readHtmlTable(html: string, exact: string): HtmlTable | undefined {
  const start = html.search(/<table[\s>]/i)
  if (start < 0) return undefined
  const rows: Cells = []
  let note: string | undefined
  let depth = 0
  let cell: OpenCell | undefined
  let skipped = ''
  let isBroken = false
  const write = (text: string) => {
    if (!cell) return
    if (isBroken && text !== ' ') {
      cell.text += '\n'
      isBroken = false
    }
    cell.text += text
  }
  /** What follows stands on a line of its own, unless it does already. */
  const breakLine = () => {
    isBroken = cell !== undefined && cell.text.trim() !== '' && !/\n ?$/.test(cell.text)
  }
  token.lastIndex = start
  for (let match = token.exec(html); match; match = token.exec(html)) {
    const [text, tag, attributes = ''] = match
    const name = tag?.toLowerCase() ?? ''
    const isEnd = text.startsWith('</')
    if (skipped !== '') {
      if (isEnd && name === skipped) skipped = ''
    } else if (!text.startsWith('<') || text === '<') {
      write(decodeEntities(note === undefined ? text.replace(/[ \t\r\n\f]+/g, ' ') : text))
    } else if (name === 'style' || name === 'script') skipped = isEnd ? '' : name
    else if (name === 'table') {
      depth += isEnd ? -1 : 1
      if (depth === 0) break
      if (depth === 1 && !isEnd) note = attributeOf(attributes, exact)
      else breakLine()
    } else if (depth > 1 && /^(?:td|th)$/.test(name) && isEnd) write(' ')
    else if (name === 'br') {
      if (cell) cell.text += isBroken ? '\n\n' : '\n'
      isBroken = false
    } else if (block.test(name) || (depth > 1 && /^(?:tr|caption)$/.test(name))) breakLine()
    else if (depth === 1 && name === 'tr' && !isEnd) {
      rows.push({ row: [], isHidden: /display:\s*none/i.test(attributes) })
      cell = undefined
    } else if (depth === 1 && /^(?:td|th)$/.test(name)) {
      isBroken = false
      cell = isEnd ? undefined : { text: '', columns: span(attributes, 'colspan'), rows: span(attributes, 'rowspan') }
      if (cell && rows.length === 0) rows.push({ row: [], isHidden: false })
      if (cell) rows.at(-1)!.row.push(cell)
    }
  }
  const texts = spread(rows, note === undefined ? tidy : (text) => text)
  return texts.length === 0 ? undefined : { texts, ...(note !== undefined && { note }) }
}

function tidy(text: string): string {
  const lines = text.replace(/ {2,}/g, ' ').replace(/ ?\n ?/g, '\n')
  // A break at the end of a cell ends its last line and begins none.
  return lines.replace(/^ | $/g, '').replace(/\n$/, '')
}

/** The cells in their places, with empty ones where a merged cell covers others. */
function spread(rows: Cells, read: (text: string) => string): string[][] {
  // A row that is only there to hold the columns' widths.
  const real = rows.filter(({ row, isHidden }) => !isHidden || row.some(({ text }) => text.trim() !== ''))
  const texts: (string | undefined)[][] = real.map(() => [])
  real.forEach(({ row }, y) => {
    let x = 0
    for (const cell of row) {
      while (texts[y]![x] !== undefined) x += 1
      const bottom = Math.min(y + cell.rows, texts.length)
      for (let down = y; down < bottom; down += 1)
        for (let right = x; right < x + cell.columns; right += 1)
          texts[down]![right] = down === y && right === x ? read(cell.text) : ''
      x += cell.columns
    }
  })
  const width = texts.reduce((most, row) => Math.max(most, row.length), 0)
  return width === 0 ? [] : texts.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? ''))
}

const mostSpanned = 1_000

function span(attributes: string, name: string): number {
  const count = Number(attributeOf(attributes, name))
  return Number.isInteger(count) ? Math.min(Math.max(count, 1), mostSpanned) : 1
}

function attributeOf(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes)
  return match ? decodeEntities(match[1] ?? match[2] ?? match[3] ?? '') : undefined
}
