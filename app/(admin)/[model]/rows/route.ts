import * as z from 'zod/mini'
import { parseId } from '@/admin/engine/ids'
import { loadRows } from '@/admin/engine/load-inline'
import { rightsOf } from '@/admin/engine/permissions'
import site from '@/admin/site'
import { route } from '@/app/action'
import { database } from '@/db/client'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
/** `status=active` and the like as JSON text: by field the values that a row may have. */
const values = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(2_000)),
    z.transform((text) => parsedJson(text)),
  ),
  z.record(z.string().check(z.maxLength(200)), z.array(scalar).check(z.maxLength(100))),
)
const count = z.string().check(z.regex(/^\d{1,9}$/))

/** A window of the rows of one of a record's grids, searched, filtered and sorted by the database. */
export const GET = route({
  name: 'rows',
  input: z.object({
    params: z.object({ model: z.string() }),
    query: z.object({
      id: z.string(),
      inline: z.string().check(z.maxLength(100)),
      offset: z._default(count, '0'),
      limit: z._default(count, '1000'),
      sort: z.optional(z.string().check(z.maxLength(500))),
      q: z.optional(z.string().check(z.maxLength(500))),
      values: z.optional(values),
    }),
  }),
  allow: (actor, { params }) => (site.modelAt(params.model) ? rightsOf(site, actor, params.model).view : undefined),
  run: ({ actor, input: { params, query } }) =>
    loadRows(database(), site, params.model, actor, parseId(query.id) ?? 0, query.inline, {
      offset: Number(query.offset),
      limit: Number(query.limit),
      sort: query.sort?.split(',') ?? [],
      q: query.q ?? '',
      values: query.values ?? {},
    }),
})

/** Text that is no JSON fits no schema. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
