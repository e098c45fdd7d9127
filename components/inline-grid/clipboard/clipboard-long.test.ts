import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atOnce } from '@/components/inline-grid/rows/slices'
import { seed } from '@/components/inline-grid/session/testing'
import type { Block } from '@/components/inline-grid/values/block'
import { clipboardForms } from './clipboard'
import { readingLong } from './clipboard-long'

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !/^"|[\t\n\r]/.test(text)),
  fc.constantFrom('&amp;', '<b>', 'a "quote" inside', '\u00a0', '=1+1', ''),
)
const texts = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )
const block = texts.map((rows): Block => {
  const columns = rows[0]!.map((_, at) => ({ name: `c${at}`, kind: 'text' as const }))
  return { texts: rows, inner: { columns, cells: rows } }
})

const readLong = (html: string, text: string) => atOnce(readingLong(html, text))
const read = ({ text, html }: { text: string; html: string }) => readLong(html, text)

describe('a long paste', () => {
  test('from a grid is read exactly, without a document', () => {
    fc.assert(
      fc.property(block, (copied) => {
        expect(read(clipboardForms(copied))).toEqual(copied)
      }),
      { seed },
    )
  })

  test('from a grid is read as well after a browser wrote its attribute in other quotes', () => {
    const html = '<table data-throughline="{&quot;columns&quot;:[],&quot;cells&quot;:[[]]}"><tr><td></td></tr></table>'
    expect(readLong(html, '\n')).toEqual({ texts: [['']] })
    const inner = JSON.stringify({ columns: [{ name: 'a', kind: 'text' }], cells: [["it's"]] })
    const quoted = inner.replaceAll('"', '&quot;')
    expect(readLong(`<table data-throughline="${quoted}"><tr><td>it's</td></tr></table>`, "it's")).toEqual({
      texts: [["it's"]],
      inner: JSON.parse(inner),
    })
  })

  test('from a spreadsheet is its tab-separated text', () => {
    const html =
      '<html><table><tr><td>Ana</td><td class=x>1</td></tr>\r\n<TR ><td>Ben</td><td>2</td></tr></table></html>'
    expect(readLong(html, 'Ana\t1\r\nBen\t2\r\n')).toEqual({
      texts: [
        ['Ana', '1'],
        ['Ben', '2'],
      ],
    })
  })

  test.each([
    ['a quoted cell', '<table><tr><td>a<br>b</td></tr></table>', '"a\nb"'],
    ['lines that are no rows', '<table><tr><td>a</td></tr></table>', 'a\nb'],
    ['rows of several lengths', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a\tb\nc'],
    ['a merged cell', '<table><tr><td colspan=2>a</td></tr></table>', 'a\t'],
    ['no text', '<table><tr><td>a</td></tr></table>', ''],
    ['an exact form in other words', '<table data-throughline="&#123;}"><tr><td>a</td></tr></table>', 'a'],
    ['an exact form without quotes', '<table data-throughline={}><tr><td>a</td></tr></table>', 'a'],
  ])('with %s is left to the HTML', (_, html, text) => {
    expect(readLong(html, text)).toBeUndefined()
  })
})
