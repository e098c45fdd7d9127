import { rest, type Work } from '@/components/inline-grid/rows/slices'
import type { Block } from '@/components/inline-grid/values/block'
import { innerAttribute, parseInner } from './clipboard'
import { hasQuotedCell, parseTsv } from './tsv'

/**
 * What a long paste brings, without going through all of its HTML, which takes three times as long: the cells from the tab-separated text where that
 * leaves no doubt, the exact form from its attribute. Undefined where only the HTML says what the cells are.
 */
export function* readingLong(html: string, text: string): Work<Block | undefined> {
  // A cell that begins with a quote may be quoted, a merged cell is no text of its own.
  if (text === '' || hasQuotedCell(text) || hasMergedCell(html)) return undefined
  yield rest
  const texts = parseTsv(text)
  yield rest
  const width = texts[0]?.length
  if (texts.some((row) => row.length !== width) || texts.length !== count(html, /<tr[\s>]/gi)) return undefined
  const json = attributeOf(html, innerAttribute)
  if (json === null) return undefined
  yield rest
  const inner = parseInner(json)
  return inner && isSameSize(inner.cells, texts) ? { texts, inner } : { texts }
}

/** Whether the exact form is that of these texts. */
export function isSameSize(cells: readonly (readonly unknown[])[], texts: readonly (readonly unknown[])[]): boolean {
  return cells.length === texts.length && cells[0]?.length === texts[0]?.length
}

/** Looked for before the cell around it: the rare word is found in a third of the time. */
function hasMergedCell(html: string): boolean {
  return /(?:row|col)span/i.test(html) && /<t[dh][^>]*(?:row|col)span/i.test(html)
}

function count(text: string, pattern: RegExp): number {
  let found = 0
  while (pattern.exec(text)) found += 1
  return found
}

/** The value of the one attribute of this name; undefined when there is none, null when it cannot be told. */
function attributeOf(html: string, name: string): string | undefined | null {
  const start = html.indexOf(`${name}=`)
  if (start < 0) return html.includes(name) ? null : undefined
  const from = start + name.length + 2
  const quote = html[from - 1]
  const end = quote === '"' || quote === "'" ? html.indexOf(quote, from) : -1
  if (end < 0) return null
  const value = html.slice(from, end)
  if (!value.includes('&')) return value
  if (/&(?!(quot|amp|lt|gt|nbsp|#39);)/.test(value)) return null
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&amp;', '&')
}
