import * as z from 'zod/mini'
import { rightsOf } from '@/admin/engine/permissions'
import { resolveTexts } from '@/admin/engine/resolve'
import site from '@/admin/site'
import { route } from '@/app/action'
import { database } from '@/db/client'

const mostTexts = 1_000

/** What pasted or typed texts stand for among the records of a model. */
export const POST = route({
  name: 'resolve',
  input: z.object({
    params: z.object({ model: z.string() }),
    body: z.strictObject({
      texts: z.array(z.string()).check(z.maxLength(mostTexts)),
      for: z.optional(z.string().check(z.maxLength(200))),
    }),
  }),
  allow: (actor, { params }) => (site.modelAt(params.model) ? rightsOf(site, actor, params.model).view : undefined),
  run: async ({ actor, input: { params, body } }) => ({
    results: await resolveTexts(database(), site, params.model, actor, body.texts, body.for),
  }),
})
