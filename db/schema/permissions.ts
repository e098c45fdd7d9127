import { index, pgTable, unique, varchar } from 'drizzle-orm/pg-core'
import { id, reference } from './columns'
import { groups, users } from './people'

/** One row per model and verb of the site, kept in step by the migration; `model` is a slug. */
export const permissions = pgTable(
  'permissions',
  {
    id: id(),
    model: varchar('model', { length: 100 }).notNull(),
    verb: varchar('verb', { length: 10, enum: ['view', 'add', 'change', 'delete'] }).notNull(),
    name: varchar('name', { length: 200 }).notNull(),
  },
  (table) => [unique('permissions_model_verb_key').on(table.model, table.verb)],
)

export const groupPermissions = pgTable(
  'group_permissions',
  {
    id: id(),
    groupId: reference('group_id')
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    permissionId: reference('permission_id')
      .notNull()
      .references(() => permissions.id, { onDelete: 'cascade' }),
  },
  (table) => [
    unique('group_permissions_pair_key').on(table.groupId, table.permissionId),
    index('group_permissions_permission_index').on(table.permissionId),
  ],
)

export const userPermissions = pgTable(
  'user_permissions',
  {
    id: id(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    permissionId: reference('permission_id')
      .notNull()
      .references(() => permissions.id, { onDelete: 'cascade' }),
  },
  (table) => [
    unique('user_permissions_pair_key').on(table.userId, table.permissionId),
    index('user_permissions_permission_index').on(table.permissionId),
  ],
)
