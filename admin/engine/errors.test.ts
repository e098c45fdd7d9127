import { getTableName, is, sql } from 'drizzle-orm'
import { PgTable, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as articles from '@/db/schema/articles'
import * as departments from '@/db/schema/contact-departments'
import * as contacts from '@/db/schema/contacts'
import * as courses from '@/db/schema/courses'
import * as databases from '@/db/schema/databases'
import * as history from '@/db/schema/history'
import * as people from '@/db/schema/people'
import * as permissions from '@/db/schema/permissions'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { checkMessage, constraintsOf, violationOf } from './errors'

const modules: object[] = [articles, departments, contacts, courses, databases, history, people, permissions]
const tables = modules.flatMap((module) => Object.values(module).filter((each) => is(each, PgTable)))

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.drop())

describe('constraintsOf', () => {
  test('knows every constraint and unique index of the database, and no other', async () => {
    const stored = await database.db.execute<{ table: string; name: string }>(sql`
      select c.relname as table, k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
      where c.relnamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f', 'c')
      union
      select c.relname, i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
      where c.relnamespace = 'public'::regnamespace and x.indisunique`)
    const known = new Set(tables.map(getTableName))
    const inDatabase = stored.filter(({ table }) => known.has(table)).map(({ table, name }) => `${table}: ${name}`)
    const inSchema = tables.flatMap((table) =>
      [...constraintsOf(table).keys()].map((name) => `${getTableName(table)}: ${name}`),
    )
    expect(inSchema.sort()).toEqual(inDatabase.sort())
    expect(inSchema.length).toBeGreaterThan(40)
  })

  test('each names its columns, so that its message finds a cell', () => {
    for (const table of tables)
      for (const constraint of constraintsOf(table).values())
        expect([constraint.name, constraint.columns.length > 0]).toEqual([constraint.name, true])
  })

  test('every check ends in a word that says what is wrong', () => {
    for (const table of tables)
      for (const { kind, name } of constraintsOf(table).values())
        if (kind === 'check') expect([name, checkMessage(name)]).toEqual([name, expect.any(String)])
  })

  test('knows an index over an expression and one over some rows by their columns', () => {
    const things = pgTable('things', { name: text('name'), kind: text('kind') }, (table) => [
      uniqueIndex('things_name_key').on(sql`lower(${table.name})`),
      uniqueIndex('things_kind_key').on(table.kind).where(sql`${table.name} is not null`),
    ])
    expect(constraintsOf(things).get('things_name_key')?.columns).toEqual(['name'])
    expect(constraintsOf(things).get('things_kind_key')?.columns).toEqual(['kind'])
  })
})

describe('violationOf', () => {
  test('names the constraint and nothing of the values', async () => {
    const { db } = database
    const error = await db.execute(sql`insert into tags (name) values ('  ')`).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(violationOf(error)).toEqual({ code: '23514', constraint: 'tags_name_not_blank' })
    const missing = await db.execute(sql`insert into tags (name) values (null)`).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(violationOf(missing)).toEqual({ code: '23502', column: 'name' })
  })

  test('is silent about every other error', () => {
    expect(violationOf(new Error('no'))).toBeUndefined()
    expect(violationOf(Object.assign(new Error('no'), { code: '40001' }))).toBeUndefined()
  })
})
