import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seed } from '@/components/inline-grid/session/testing'
import { clipboardForms, innerAttribute } from './clipboard'
import { readClipboard } from './clipboard-html'
import { excel, libreOffice, sheets } from './clipboard-samples'
import { readHtmlTable } from './html-table'
import { parseTsv } from './tsv'

const read = (forms: { text: string; html: string }) => readClipboard(forms)

describe('what a spreadsheet puts on the clipboard', () => {
  test.each([
    ['Excel', excel],
    ['Google Sheets', sheets],
    ['LibreOffice', libreOffice],
  ])('%s', (_, sample) => {
    expect(read(sample)?.texts).toEqual(sample.cells)
    expect(parseTsv(sample.text)).toEqual(sample.cells)
  })
})

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    '"',
    'two\nlines\n',
    'a\tb',
    '  a   b ',
    '\u00a0',
    '&amp;',
    '<b>',
    '<br>',
    '</td>',
    'ab\u202e',
    '😀',
  ),
)
const table = fc
  .record({ width: fc.integer({ min: 1, max: 4 }), height: fc.integer({ min: 1, max: 5 }) })
  .chain(({ width, height }) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
  )
const columnsOf = (texts: string[][]) => texts[0]!.map((_, at) => ({ name: `c${at}`, kind: 'text' as const }))
const lines = (text: string) => text.replace(/\r\n?/g, '\n')

test('what a grid writes as HTML is read back, every character of it', () => {
  fc.assert(
    fc.property(table, (texts) => {
      const block = { texts, inner: { columns: columnsOf(texts), cells: texts } }
      expect(read({ ...clipboardForms(block), text: '' })).toEqual({
        texts: texts.map((row) => row.map(lines)),
        inner: block.inner,
      })
    }),
    { seed, numRuns: 1_000 },
  )
})

test('any text at all is a table or none, and every row as wide as the first', () => {
  const piece = fc.constantFrom(
    '<table>',
    '</table>',
    '<tr>',
    '<td',
    ' colspan=3',
    ' rowspan="2"',
    '>',
    '<',
    '&',
    '"',
    'a',
    '<!--',
    '-->',
    '<br/>',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const found = readHtmlTable(`<table><tr><td>${pieces.join('')}`, innerAttribute)
      expect(new Set(found?.texts.map((row) => row.length)).size).toBeLessThanOrEqual(1)
    }),
    { seed, numRuns: 2_000 },
  )
})

describe('an HTML table', () => {
  const texts = (html: string) => readHtmlTable(html, innerAttribute)?.texts

  test.each([
    ['no table', '<p>hello</p>', undefined],
    ['no cells', '<table></table>', undefined],
    [
      'cells that are not closed',
      '<table><tr><td>a<td>b<tr><td>c</table>',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    ['paragraphs', '<table><tr><td><p>a</p><p>b</p></td></tr></table>', [['a\nb']]],
    [
      'merged rows',
      '<table><tr><td rowspan=2>a<td>b<tr><td>c</table>',
      [
        ['a', 'b'],
        ['', 'c'],
      ],
    ],
    [
      'a table within',
      '<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>',
      [['a\nb c', 'd']],
    ],
    [
      'a table of several rows within, and text after it',
      '<table><tr><td>a<table><caption>t</caption><tr><td>b</td><td>c</td></tr>\n<tr><th>d</th></tr></table> e</td></tr></table>',
      [['a\nt\nb c\nd\ne']],
    ],
    [
      'lists and headings',
      '<table><tr><td><h2>a</h2><ul><li>b</li><li>c</li></ul>d</td></tr></table>',
      [['a\nb\nc\nd']],
    ],
    ['text after a paragraph', '<table><tr><td><p>a</p> b <b>c</b></td></tr></table>', [['a\nb c']]],
    ['a line of a space', '<table><tr><td><p>a</p><p>&nbsp;</p><p>b</p></td></tr></table>', [['a\n\u00a0\nb']]],
    ['an empty line', '<table><tr><td><div>a</div><div><br></div><div>b</div></td></tr></table>', [['a\n\nb']]],
    ['a second table', '<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>', [['a']]],
    [
      'a row that only holds widths',
      "<table><tr><td>a</td></tr><tr height=0 style='display:none'><td width=64></td><td></td></tr></table>",
      [['a']],
    ],
    ['an attribute with a bracket', '<table title="a > b"><tr><td>c</td></tr></table>', [['c']]],
    ['references by number', '<table><tr><td>&#233;&#xe9;&unknown;</td></tr></table>', [['éé&unknown;']]],
  ])('with %s', (_, html, cells) => {
    expect(texts(html)).toEqual(cells)
  })
})
