import { sql } from 'drizzle-orm'
import { check, index, pgTable, unique, varchar } from 'drizzle-orm/pg-core'
import { id, reference } from './columns'
import { contacts } from './contacts'

export const databaseModules = pgTable(
  'database_modules',
  {
    id: id(),
    code: varchar('code', { length: 10 }).notNull(),
    description: varchar('description', { length: 100 }).notNull(),
  },
  (table) => [
    unique('database_modules_code_key').on(table.code),
    check('database_modules_code_not_blank', sql`${table.code} ~ '\\S'`),
  ],
)

export const databaseConfigs = pgTable(
  'database_configs',
  {
    id: id(),
    description: varchar('description', { length: 100 }).notNull(),
    databaseName: varchar('database_name', { length: 100 }).notNull(),
    contactId: reference('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
  },
  (table) => [
    index('database_configs_name_index').on(table.databaseName, table.id),
    index('database_configs_contact_index').on(table.contactId),
    check('database_configs_name_not_blank', sql`${table.databaseName} ~ '\\S'`),
  ],
)

export const databaseConfigModules = pgTable(
  'database_config_modules',
  {
    id: id(),
    databaseConfigId: reference('database_config_id')
      .notNull()
      .references(() => databaseConfigs.id, { onDelete: 'cascade' }),
    moduleId: reference('module_id')
      .notNull()
      .references(() => databaseModules.id, { onDelete: 'cascade' }),
  },
  (table) => [
    unique('database_config_modules_pair_key').on(table.databaseConfigId, table.moduleId),
    index('database_config_modules_module_index').on(table.moduleId),
  ],
)
