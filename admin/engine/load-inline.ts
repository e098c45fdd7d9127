import type { Reader } from '@/db/client'
import type { Inline, Model } from './define'
import { describe } from './describe'
import type { InlineForm, InlineRows, RowsAsked } from './form'
import { isId } from './ids'
import { partName } from './labels'
import { sortKeys } from './list-query'
import type { Actor } from './permissions'
import { isRowValues, type RowValues } from './row-filter'
import { countedRows, countSql, firstRowsSql, type RowsOf, windowSql } from './rows-sql'
import { run } from './run'
import type { Site } from './site'

/** A window holds at most this many rows. */
export const windowRows = 2_000

export const noRows: InlineRows = { rows: '[]', total: 0 }

/**
 * Part of an inline's rows: `sort` names fields (`-status`), `q` is a search, `values` are those that a row may have;
 * `offset` counts within what they match.
 */
export type Window = { offset: number; limit: number; sort?: string[]; q?: string; values?: RowValues }

/** The inline of that name. Throws when the model has none. */
export function inlineOf(model: Model, name: string): Inline {
  const inline = model.inlines?.find((each) => partName(each) === name)
  if (!inline) throw new Error(`There is no inline ${name}`)
  return inline
}

type FirstRows = { rows: string | null; total: string; found: string | null }

/**
 * The rows that a page opens with, made into JSON by the database; none for a person who may not view them. More than
 * `countedRows` are still being counted then. Where not all of them travel, but they are counted, they are the first of
 * those that were asked for; else the browser finds and orders these.
 */
export async function readInline(
  db: Reader,
  site: Site,
  model: Model,
  form: InlineForm,
  id: number,
  asked?: RowsAsked,
): Promise<InlineRows> {
  if (!form.can.view) return noRows
  const inline = inlineOf(model, form.name)
  const rows: RowsOf = { site, model, inline, form, id, sort: defaultSort(inline), q: '', values: {} }
  const isValid = asked !== undefined && isRowValues(form, asked.values)
  const wanted = isValid ? { ...rows, ...asked, sort: sortOf(inline, form, asked.sort.split(',')) } : undefined
  const [first] = await run<FirstRows>(db, firstRowsSql(rows, wanted))
  const total = Number(first?.total ?? 0)
  const read = { rows: first?.rows ?? '[]', total: Math.min(total, countedRows) }
  if (asked && first?.found != null) return { ...read, asked: { ...asked, found: Number(first.found) } }
  if (total <= countedRows) return read
  // Whoever needs the number asks again, and then hears what is wrong.
  return { ...read, counting: readTotal(db, rows).catch(() => null) }
}

/**
 * A window of an inline's rows, searched, filtered and sorted by the database; `total` counts what matches. Null for an
 * unknown record model or inline, for a filter that no grid has and for a person who may not view the rows; an unknown
 * record has no rows.
 */
export async function loadRows(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  id: number,
  inlineName: string,
  window: Window,
): Promise<InlineRows | null> {
  const model = site.modelAt(slug)
  if (!model || !isId(id)) return null
  const page = describe(site, slug, actor)
  const form = page.inlines.find(({ name }) => name === inlineName)
  const { values = {} } = window
  if (!page.can.view || !form?.can.view || !isRowValues(form, values)) return null
  const inline = inlineOf(model, form.name)
  const rows: RowsOf = {
    site,
    model,
    inline,
    form,
    id,
    sort: sortOf(inline, form, window.sort ?? []),
    q: window.q ?? '',
    values,
  }
  const limit = wholeNumber(window.limit, windowRows)
  return readWindow(db, rows, { limit, offset: wholeNumber(window.offset, Number.MAX_SAFE_INTEGER) })
}

/** Up to here rows are passed over so quickly that it does not matter from which end they are counted. */
const nearBeginning = 2 * windowRows

/** Past the middle the rows are counted from the end, so that the last ones of very many are as near as the first. */
async function readWindow(
  db: Reader,
  rows: RowsOf,
  { limit, offset }: { limit: number; offset: number },
): Promise<InlineRows> {
  if (offset <= nearBeginning) {
    const [total, found] = await Promise.all([readTotal(db, rows), readPart(db, rows, { limit, offset })])
    return { rows: found, total }
  }
  const total = await readTotal(db, rows)
  const size = Math.min(limit, total - offset)
  if (size <= 0) return { rows: '[]', total }
  const fromEnd = offset > total / 2
  const part = { limit: size, offset: fromEnd ? total - offset - size : offset, fromEnd }
  return { rows: await readPart(db, rows, part), total }
}

async function readTotal(db: Reader, rows: RowsOf): Promise<number> {
  const [counted] = await run<{ total: string }>(db, countSql(rows))
  return Number(counted?.total ?? 0)
}

/** The rows stay text: neither the driver nor the server makes objects of them. */
async function readPart(db: Reader, rows: RowsOf, part: Parameters<typeof windowSql>[1]): Promise<string> {
  const [result] = await run<{ rows: string | null }>(db, windowSql(rows, part))
  return result?.rows ?? '[]'
}

function wholeNumber(value: number, max: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(0, Math.trunc(value)), max) : 0
}

/** The order that was asked for, as far as the grid has its columns; the declared one without any. */
function sortOf(inline: Inline, form: InlineForm, asked: readonly string[]): string[] {
  const sort = sortKeys(asked.join(','), new Set(['id', ...form.fields.map(({ name }) => name)]))
  return sort.length > 0 ? sort : defaultSort(inline)
}

function defaultSort({ sort }: Inline): string[] {
  return [sort ?? 'id']
}
