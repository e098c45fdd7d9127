'use server'

import * as z from 'zod/mini'
import type { SaveResult } from '@/admin/engine/batch'
import { rightsOf } from '@/admin/engine/permissions'
import { type RemovalResult, remove } from '@/admin/engine/remove'
import { save } from '@/admin/engine/save/save'
import { log, logSecurity } from '@/admin/people/log'
import site from '@/admin/site'
import { action } from '@/app/action'
import { database } from '@/db/client'

const slug = z.string().check(z.maxLength(100))
const id = z.int().check(z.minimum(1))

/**
 * Saves a record with its rows and links; the batch is JSON text, so that its size is known before it is read. It travels
 * inside an object, because React refuses lists of arguments that hold more than a million characters by themselves.
 * `as` says who opened the page: what one person typed is not saved in the name of another who signed in meanwhile.
 */
export const saveRecord = action({
  name: 'save',
  input: z.tuple([slug, z.nullable(id), z.strictObject({ json: z.string(), as: z.optional(z.string()) })]),
  allow: (actor, [slug, id]) => {
    if (!site.modelAt(slug)) return undefined
    const can = rightsOf(site, actor, slug)
    return id === null ? can.add : can.change
  },
  run: async ({ actor, input: [slug, id, batch], trace }): Promise<SaveResult> => {
    if (batch.as !== undefined && batch.as !== actor.username) return someoneElse(batch.as, actor.username)
    const onFault = (code: string) => log.warn({ event: 'save-fault', code, ...trace })
    const onForeignRow = (inline: string) =>
      logSecurity({ event: 'foreign-row', action: 'save', model: `${slug}/${inline}`, record: id }, trace)
    return save(database(), site, slug, actor, id, parsedJson(batch.json), { onFault, onForeignRow })
  },
})

/** Deletes a record with everything that depends on it. */
export const removeRecord = action({
  name: 'remove',
  input: z.tuple([slug, id, z.uuid()]),
  allow: (actor, [slug]) => (site.modelAt(slug) ? rightsOf(site, actor, slug).delete : undefined),
  run: ({ actor, input: [slug, id, saveId] }): Promise<RemovalResult> =>
    remove(database(), site, slug, actor, [id], saveId),
})

function someoneElse(opened: string, now: string): SaveResult {
  const message = `You are signed in as ${now} now, and this page was opened by ${opened}. Sign in as ${opened} in a new tab, come back, and save again.`
  return { ok: false, kind: 'someone-else', message }
}

/** Text that is no JSON is refused by the save as any other value that is no batch. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
