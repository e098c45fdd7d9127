import { sql } from 'drizzle-orm'
import type { Transaction } from '../client'
import { groups } from '../schema/people'
import { groupPermissions, permissions } from '../schema/permissions'

const models = [
  'students',
  'courses',
  'enrollments',
  'database-configs',
  'database-modules',
  'contacts',
  'categories',
  'contact-departments',
  'articles',
  'tags',
  'users',
  'groups',
  'permissions',
]

const verbs = ['view', 'add', 'change', 'delete'] as const

/** The groups of the demonstration and what they may do. */
export const teams = [
  {
    name: 'Registrars',
    may: ['enrollments.view', 'enrollments.add', 'enrollments.change', 'courses.view', 'students.view'],
  },
  { name: 'Viewers', may: models.map((model) => `${model}.view`) },
]

/** What the groups may do. The permissions themselves are there already wherever the admin has been started. */
export async function seedPermissions(tx: Transaction): Promise<void> {
  const all = models.flatMap((model) =>
    verbs.map((verb) => ({
      model,
      verb,
      name: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${model.replaceAll('-', ' ')}`,
    })),
  )
  await tx.insert(permissions).values(all).onConflictDoNothing()
  const granted = teams.flatMap(({ name, may }) => may.map((permission) => ({ team: name, permission })))
  await tx.execute(sql`
    insert into ${groupPermissions} (group_id, permission_id)
    select groups.id, permissions.id
    from jsonb_to_recordset(${JSON.stringify(granted)}::jsonb) as granted (team text, permission text)
    join ${groups} on groups.name = granted.team
    join ${permissions} on permissions.model || '.' || permissions.verb = granted.permission
    order by groups.id, permissions.id`)
}
