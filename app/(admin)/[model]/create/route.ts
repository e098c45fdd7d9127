import * as z from 'zod/mini'
import { rightsOf } from '@/admin/engine/permissions'
import { save } from '@/admin/engine/save/save'
import { log } from '@/admin/people/log'
import site from '@/admin/site'
import { route } from '@/app/action'
import { database } from '@/db/client'

/**
 * Creates a record from a relation cell of another one's page: the same save as its own page's. A route handler, because
 * a page's actions wait for one another and this one must not wait behind a save.
 */
export const POST = route({
  name: 'create',
  input: z.object({ params: z.object({ model: z.string() }), body: z.unknown() }),
  allow: (actor, { params }) => (site.modelAt(params.model) ? rightsOf(site, actor, params.model).add : undefined),
  run: ({ actor, input: { params, body }, trace }) => {
    const onFault = (code: string) => log.warn({ event: 'save-fault', code, ...trace })
    return save(database(), site, params.model, actor, null, body, { onFault })
  },
})
