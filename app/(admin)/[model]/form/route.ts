import * as z from 'zod/mini'
import { describe } from '@/admin/engine/describe'
import { rightsOf } from '@/admin/engine/permissions'
import site from '@/admin/site'
import { route } from '@/app/action'

/** What a new record of a model is made of, for those who may add one. */
export const GET = route({
  name: 'form',
  input: z.object({ params: z.object({ model: z.string() }) }),
  allow: (actor, { params }) => (site.modelAt(params.model) ? rightsOf(site, actor, params.model).add : undefined),
  run: async ({ actor, input: { params } }) => describe(site, params.model, actor, { isNew: true }),
})
