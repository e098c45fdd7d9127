import * as z from 'zod/mini'
import { rightsOf } from '@/admin/engine/permissions'
import { relatedByIds } from '@/admin/engine/related'
import site from '@/admin/site'
import { route } from '@/app/action'
import { database } from '@/db/client'

const mostIds = 1_000

/** How records of a model are named now, for a page that shows them. */
export const POST = route({
  name: 'related',
  input: z.object({
    params: z.object({ model: z.string() }),
    body: z.strictObject({
      ids: z.array(z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER))).check(z.maxLength(mostIds)),
      for: z.optional(z.string().check(z.maxLength(200))),
    }),
  }),
  allow: (actor, { params }) => (site.modelAt(params.model) ? rightsOf(site, actor, params.model).view : undefined),
  run: async ({ actor, input: { params, body } }) => ({
    options: await relatedByIds(database(), site, params.model, actor, body.ids, body.for),
  }),
})
