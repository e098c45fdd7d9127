import { sql } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { userGroups } from '@/db/schema/people'
import { groupPermissions, permissions, userPermissions } from '@/db/schema/permissions'
import type { Inline, Model, Pick } from './define'
import type { Rights } from './form'
import { pluralOf } from './labels'
import { midSentence } from './mid-sentence'
import type { Site } from './site'

export type Verb = 'view' | 'add' | 'change' | 'delete'

export const verbs: readonly Verb[] = ['view', 'add', 'change', 'delete']

/** Who acts. `permissions` holds `courses.view` and the like; a change permission implies viewing. */
export type Actor = {
  id: number
  username: string
  name: string
  superuser: boolean
  permissions: ReadonlySet<string>
}

/** Thrown where somebody asks for what they may not have; a route answers it with 403. */
export class DeniedError extends Error {
  override readonly name = 'DeniedError'
}

const none: Rights = { view: false, add: false, change: false, delete: false }

/** Whether the actor holds the permission. Says nothing of what the model allows at all: see `rightsOf`. */
export function can(actor: Actor, slug: string, verb: Verb): boolean {
  if (actor.superuser || actor.permissions.has(`${slug}.${verb}`)) return true
  return verb === 'view' && actor.permissions.has(`${slug}.change`)
}

/** What the actor may do to the records of a model. A read-only model can only be viewed, an unknown one not even that. */
export function rightsOf(site: Site, actor: Actor, slug: string): Rights {
  const model = site.modelAt(slug)
  if (!model) return none
  const allowed = (verb: Verb) => can(actor, slug, verb)
  if (model.readOnly) return { ...none, view: allowed('view') }
  return { view: allowed('view'), add: allowed('add'), change: allowed('change'), delete: allowed('delete') }
}

/**
 * What the actor may do to the rows of an inline: the rights on the rows' own model (a junction without one follows the
 * page's record), within what the inline allows, and nothing beyond viewing unless the page's record may itself be
 * changed, or added when it `isNew`.
 */
export function inlineRights(site: Site, actor: Actor, model: Model, inline: Inline, isNew = false): Rights {
  const rows = junctionRights(site, actor, model, inline, isNew)
  return {
    view: rows.view,
    add: rows.add && (inline.canAdd ?? true),
    change: rows.change && (inline.canChange ?? true),
    delete: rows.delete && (inline.canDelete ?? true),
  }
}

/** What the actor may do to the links of a picked relation; adding and removing are the rights `add` and `delete`. */
export function pickRights(site: Site, actor: Actor, model: Model, pick: Pick, isNew = false): Rights {
  const links = junctionRights(site, actor, model, pick, isNew)
  return pick.guard === 'superuser' && !actor.superuser ? { ...none, view: links.view } : links
}

function junctionRights(site: Site, actor: Actor, model: Model, part: Inline | Pick, isNew: boolean): Rights {
  const page = rightsOf(site, actor, site.slugOf(model.table) ?? '')
  const editable = isNew ? page.add : page.change
  const slug = site.slugOf(part.table)
  const rows =
    slug === undefined ? { view: page.view, add: true, change: true, delete: true } : rightsOf(site, actor, slug)
  return {
    view: rows.view,
    add: editable && rows.add,
    change: editable && rows.change,
    delete: editable && rows.delete,
  }
}

/** The permissions of a user, their own and those of their groups, as `slug.verb`. One statement. */
export async function permissionsOf(db: Reader, userId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ model: permissions.model, verb: permissions.verb })
    .from(permissions)
    .where(
      sql`${permissions.id} in (
        select ${userPermissions.permissionId} from ${userPermissions} where ${userPermissions.userId} = ${userId}
        union all
        select ${groupPermissions.permissionId} from ${groupPermissions}
        join ${userGroups} on ${userGroups.groupId} = ${groupPermissions.groupId} where ${userGroups.userId} = ${userId})`,
    )
  return new Set(rows.map((row) => `${row.model}.${row.verb}`))
}

/**
 * Brings the table of permissions in step with the site: one row per model and verb, named for people. Running it again,
 * or twice at once, changes nothing. Rows of models that left the site stay, because another version may still run.
 */
export async function syncPermissions(db: Reader, site: Site): Promise<void> {
  const rows = Object.entries(site.models).flatMap(([slug, model]) =>
    verbs.map((verb) => ({
      model: slug,
      verb,
      name: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${midSentence(pluralOf(model))}`,
    })),
  )
  await db
    .insert(permissions)
    .values(rows)
    .onConflictDoUpdate({
      target: [permissions.model, permissions.verb],
      set: { name: sql`excluded.name` },
      setWhere: sql`${permissions.name} <> excluded.name`,
    })
}
