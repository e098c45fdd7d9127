import * as z from 'zod/mini'
import { searchOptions } from '@/admin/engine/options'
import { rightsOf } from '@/admin/engine/permissions'
import site from '@/admin/site'
import { route } from '@/app/action'
import { database } from '@/db/client'

const longestSearch = 500

/** The records of a model that a relation cell may choose from. */
export const GET = route({
  name: 'options',
  input: z.object({
    params: z.object({ model: z.string() }),
    query: z.object({
      q: z._default(z.string().check(z.maxLength(longestSearch)), ''),
      offset: z._default(z.string().check(z.regex(/^\d{1,6}$/)), '0'),
      for: z.optional(z.string().check(z.maxLength(200))),
    }),
  }),
  allow: (actor, { params }) => (site.modelAt(params.model) ? rightsOf(site, actor, params.model).view : undefined),
  run: ({ actor, input: { params, query } }) =>
    searchOptions(database(), site, params.model, actor, {
      q: query.q,
      offset: Number(query.offset),
      ...(query.for === undefined ? {} : { limitTo: query.for }),
    }),
})
