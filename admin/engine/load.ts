import { type SQL, sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import type { Model, Pick } from './define'
import { describe } from './describe'
import { lookupsOf } from './far'
import type { Cell, Form, InlineForm, RecordCells, RecordPage, Related, RowsAsked } from './form'
import { isId } from './ids'
import { partName } from './labels'
import { noRows, readInline } from './load-inline'
import { type Actor, rightsOf } from './permissions'
import { fieldSql, ownFields } from './record-sql'
import { parsed, run } from './run'
import type { Site } from './site'
import { Source } from './source'
import { recordSql, titleKeys } from './title'

/**
 * All that a detail page is made of, for one person: one statement for the record, one per inline and one per pick, all
 * at once, whatever the number of rows. With `id` null the page of a record that does not exist yet.
 * `asked` says what the address asks of a grid.
 * Null for a record that does not exist, and where the actor may not view (or, with `id` null, add) records of the model.
 */
export async function loadRecord(
  db: Reader,
  site: Site,
  slug: string,
  actor: Actor,
  id: number | null,
  asked?: (form: InlineForm) => RowsAsked | undefined,
): Promise<RecordPage | null> {
  const model = site.modelAt(slug)
  const can = rightsOf(site, actor, slug)
  if (!model || !(id === null ? can.add : can.view && isId(id))) return null
  const form = describe(site, slug, actor, { isNew: id === null })
  if (id === null) return blankPage(form)

  const [record, inlines, picks] = await Promise.all([
    readRecord(db, site, model, form, id),
    Promise.all(
      form.inlines.map(async (inline) => [inline.name, await readInline(db, site, model, inline, id, asked?.(inline))]),
    ),
    Promise.all(form.picks.map(async ({ name }) => [name, await readLinks(db, site, actor, pickOf(model, name), id)])),
  ])
  return record && { form, record, inlines: Object.fromEntries(inlines), picks: Object.fromEntries(picks) }
}

function blankPage(form: Form): RecordPage {
  return {
    form,
    record: null,
    inlines: Object.fromEntries(form.inlines.map(({ name }) => [name, noRows])),
    picks: Object.fromEntries(form.picks.map(({ name }) => [name, []])),
  }
}

async function readRecord(db: Reader, site: Site, model: Model, form: Form, id: number): Promise<RecordCells | null> {
  const source = new Source(model.table)
  const fields = ownFields(form.fields)
  const record = recordSql(site, source, [])
  const cells = fields.map((field) => fieldSql(site, source, field))
  const [row] = await run<{ record: string; cells: string }>(
    db,
    sql`select ${record}::text as record, json_build_array(${sql.join(cells, sql`, `)})::text as cells
    from ${source.tables()} where ${source.column('id')} = ${id}`,
  )
  if (!row) return null
  const [, title] = parsed<[id: number, title: string]>(row.record)
  const values = parsed<Cell[]>(row.cells)
  return { id, title, cells: Object.fromEntries(fields.map((field, at) => [field.name, values[at] ?? null])) }
}

function pickOf(model: Model, name: string): Pick {
  const pick = model.picks?.find((each) => partName(each) === name)
  if (!pick) throw new Error(`There is no relation ${name}`)
  return pick
}

/** The far records that a record is linked to, in the order of their titles. */
async function readLinks(db: Reader, site: Site, actor: Actor, pick: Pick, id: number): Promise<Related[]> {
  const [row] = await run<{ links: string | null }>(db, linksSql(site, actor, pick, sql`${id}`))
  return row?.links ? parsed<Related[]>(row.links) : []
}

function linksSql(site: Site, actor: Actor, pick: Pick, id: SQL): SQL {
  const junction = new Source(pick.table)
  const far = junction.far(pick.far)
  const record = recordSql(site, far, lookupsOf(site, actor, { table: pick.table, fields: [] }, pick.far))
  const order = sql.join([...titleKeys(site, far), far.column('id')], sql`, `)
  return sql`select json_agg(${record} order by ${order})::text as links
    from ${junction.tables()} where ${junction.column(pick.parent)} = ${id}`
}
