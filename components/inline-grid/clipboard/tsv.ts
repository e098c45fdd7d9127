/**
 * Tab-separated text as spreadsheets put it on the clipboard. It is ambiguous: a cell that begins with a quote may be
 * quoted or may just begin with a quote. A quoted cell is taken as such only when it holds a tab, a line break or a
 * doubled quote and its closing quote is followed by a tab, a line break or the end; otherwise its quotes are text.
 */
export function parseTsv(input: string): string[][] {
  const text = input.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const end = text.endsWith('\n') ? text.length - 1 : text.length
  if (!hasQuotedCell(text))
    return text
      .slice(0, end)
      .split('\n')
      .map((line) => line.split('\t'))
  const rows: string[][] = [[]]
  let at = 0
  for (;;) {
    const quoted = text[at] === '"' ? quotedCell(text, at, end) : undefined
    const stop = quoted ? quoted.end : plainEnd(text, at, end)
    rows.at(-1)!.push(quoted ? quoted.value : text.slice(at, stop))
    if (stop >= end) return rows
    if (text[stop] === '\n') rows.push([])
    at = stop + 1
  }
}

/** Whether a cell begins with a quote: it may be quoted. */
export function hasQuotedCell(text: string): boolean {
  return text.includes('"') && /(?:^|[\t\n\r])"/.test(text)
}

/** Rows as tab-separated text. A cell is quoted where it could otherwise not be read back. */
export function serialiseTsv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map(serialiseCell).join('\t'))
  const text = lines.join('\n')
  // One trailing line break is dropped in reading; a last line that is empty needs its own.
  return lines.at(-1) === '' ? `${text}\n` : text
}

function serialiseCell(cell: string): string {
  const text = cell.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  return /^"|[\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function plainEnd(text: string, from: number, end: number): number {
  let at = from
  while (at < end && text[at] !== '\t' && text[at] !== '\n') at += 1
  return at
}

/** The quoted cell that begins at `start`, or undefined when the quote is just a character. */
function quotedCell(text: string, start: number, end: number): { value: string; end: number } | undefined {
  let at = start + 1
  let isNeeded = false
  for (; at < end; at += 1) {
    const character = text[at]
    if (character === '\t' || character === '\n') isNeeded = true
    if (character !== '"') continue
    if (text[at + 1] === '"' && at + 1 < end) {
      at += 1
      isNeeded = true
      continue
    }
    const next = at + 1
    const isClosed = next >= end || text[next] === '\t' || text[next] === '\n'
    if (!isClosed || !isNeeded) return undefined
    return { value: text.slice(start + 1, at).replaceAll('""', '"'), end: next }
  }
  return undefined
}
