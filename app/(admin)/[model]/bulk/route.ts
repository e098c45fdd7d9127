import * as z from 'zod/mini'
import { bulk } from '@/admin/engine/bulk/bulk'
import { rightsOf } from '@/admin/engine/permissions'
import { log } from '@/admin/people/log'
import site from '@/admin/site'
import { route } from '@/app/action'
import { database } from '@/db/client'

/**
 * One step of a change of all rows of a grid that match: a look, a portion, or a portion taken back. A route handler,
 * because a page's actions wait for one another, and a save must not wait behind a run of hundreds of portions.
 */
export const POST = route({
  name: 'bulk',
  input: z.object({ params: z.object({ model: z.string() }), body: z.unknown() }),
  allow: (actor, { params }) => (site.modelAt(params.model) ? rightsOf(site, actor, params.model).change : undefined),
  run: ({ actor, input: { params, body }, trace }) => {
    const onFault = (code: string) => log.warn({ event: 'bulk-fault', code, ...trace })
    return bulk(database(), site, params.model, actor, body, { onFault })
  },
})
