import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, timestamp, unique, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { id, reference } from './columns'

const when = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Staff. The sign-in library reads and writes `users`, `sessions`, `accounts` and `verifications`, with `Date` values. */
export const users = pgTable(
  'users',
  {
    id: id(),
    username: varchar('username', { length: 150 }).notNull(),
    displayUsername: varchar('display_username', { length: 150 }),
    name: varchar('name', { length: 200 }).notNull().default(''),
    email: varchar('email', { length: 254 }).notNull(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    active: boolean('active').notNull().default(true),
    superuser: boolean('superuser').notNull().default(false),
    createdAt: when('created_at').notNull().defaultNow(),
    updatedAt: when('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('users_username_key').on(sql`lower(${table.username})`),
    uniqueIndex('users_email_key').on(sql`lower(${table.email})`),
    check('users_username_shape', sql`${table.username} ~ '^[^[:space:]]+$'`),
  ],
)

export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    token: text('token').notNull(),
    expiresAt: when('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: when('created_at').notNull().defaultNow(),
    updatedAt: when('updated_at').notNull().defaultNow(),
  },
  (table) => [unique('sessions_token_key').on(table.token), index('sessions_user_index').on(table.userId)],
)

export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    issuer: text('issuer').notNull().default('local:credential'),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: when('access_token_expires_at'),
    refreshTokenExpiresAt: when('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: when('created_at').notNull().defaultNow(),
    updatedAt: when('updated_at').notNull().defaultNow(),
  },
  (table) => [
    unique('accounts_issuer_account_key').on(table.issuer, table.accountId),
    index('accounts_user_index').on(table.userId),
  ],
)

export const verifications = pgTable(
  'verifications',
  {
    id: id(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: when('expires_at').notNull(),
    createdAt: when('created_at').notNull().defaultNow(),
    updatedAt: when('updated_at').notNull().defaultNow(),
  },
  (table) => [index('verifications_identifier_index').on(table.identifier)],
)

export const groups = pgTable('groups', { id: id(), name: varchar('name', { length: 150 }).notNull() }, (table) => [
  unique('groups_name_key').on(table.name),
  check('groups_name_not_blank', sql`${table.name} ~ '\\S'`),
])

export const userGroups = pgTable(
  'user_groups',
  {
    id: id(),
    userId: reference('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    groupId: reference('group_id')
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
  },
  (table) => [
    unique('user_groups_pair_key').on(table.userId, table.groupId),
    index('user_groups_group_index').on(table.groupId),
  ],
)
