import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { addUsers, batchOf, deletion, newRow, superuser } from './fixtures'
import { save } from './save'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
})
afterAll(() => database?.drop())

describe('rows that hang on another column of the record', () => {
  const inlineName = 'contact-departments'

  async function configuration() {
    const { db } = database
    const [made] = await db.execute<{ contact: string; other: string; category: string; config: string }>(sql`
      with u as (
        insert into users (username, name, email)
        select 'u' || n, '', gen_random_uuid() || '@x.org' from (select coalesce(max(id), 0) + 1 as n from users) m
        union all select 'v' || n, '', gen_random_uuid() || '@x.org' from (select coalesce(max(id), 0) + 1 as n from users) m
        returning id
      ), c as (insert into contacts (user_id) select id from u returning id),
      k as (insert into categories (name) values ('Category ' || gen_random_uuid()) returning id),
      d as (insert into database_configs (description, database_name, contact_id)
        select 'main', 'orders', min(id) from c returning id)
      select (select min(id) from c) as contact, (select max(id) from c) as other, (select id from k) as category,
        (select id from d) as config`)
    if (!made) throw new Error('nothing made')
    return {
      contact: Number(made.contact),
      other: Number(made.other),
      category: Number(made.category),
      config: Number(made.config),
    }
  }

  const departmentsOf = async (contact: number) =>
    (
      await database.db.execute<{ id: string }>(
        sql`select id from contact_departments where contact_id = ${contact}::bigint order by id`,
      )
    ).map(({ id }) => Number(id))

  const saveConfig = (config: number | null, parts: Parameters<typeof batchOf>[0]) =>
    save(database.db, site, 'database-configs', superuser, config, batchOf(parts))

  test("belong to the record's contact", async () => {
    const { contact, category, config } = await configuration()
    const row = newRow({ categoryId: category })
    expect(await saveConfig(config, { inlines: { [inlineName]: { create: [row] } } })).toMatchObject({ ok: true })
    expect(await departmentsOf(contact)).toHaveLength(1)
  })

  test('belong to the contact that the same save chooses, for a stored and a new record', async () => {
    const { contact, other, category, config } = await configuration()
    const create = [newRow({ categoryId: category })]
    const changed = { record: { contactId: [contact, other] as const }, inlines: { [inlineName]: { create } } }
    expect(await saveConfig(config, changed)).toMatchObject({ ok: true })
    expect([(await departmentsOf(contact)).length, (await departmentsOf(other)).length]).toEqual([0, 1])
    const record = { description: [null, 'd'], databaseName: [null, 'n'], contactId: [null, contact] } as const
    expect(await saveConfig(null, { record, inlines: { [inlineName]: { create } } })).toMatchObject({ ok: true })
    expect(await departmentsOf(contact)).toHaveLength(1)
  })

  test('cannot be added where no contact is chosen', async () => {
    const { contact, category, config } = await configuration()
    const create = [newRow({ categoryId: category })]
    const cleared = { record: { contactId: [contact, null] as const }, inlines: { [inlineName]: { create } } }
    expect(await saveConfig(config, cleared)).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'contactId', message: 'Choose a contact first' }],
    })
  })

  test('are not written to another contact than the page showed', async () => {
    const { contact, other, category, config } = await configuration()
    await saveConfig(config, { record: { contactId: [contact, other] } })
    // An unchanged pair says which contact the page was showing.
    const create = [newRow({ categoryId: category })]
    const seen = { record: { contactId: [contact, contact] as const }, inlines: { [inlineName]: { create } } }
    expect(await saveConfig(config, seen)).toMatchObject({
      kind: 'conflicts',
      conflicts: [
        { kind: 'cell', field: 'contactId', yours: [contact, expect.anything()], theirs: [other, expect.anything()] },
      ],
    })
    expect([...(await departmentsOf(contact)), ...(await departmentsOf(other))]).toEqual([])
  })

  test('of the contact that was chosen before are not found', async () => {
    const { contact, other, category, config } = await configuration()
    await saveConfig(config, { inlines: { [inlineName]: { create: [newRow({ categoryId: category })] } } })
    const [row = 0] = await departmentsOf(contact)
    const away = {
      record: { contactId: [contact, other] as const },
      inlines: { [inlineName]: { delete: [deletion(row)] } },
    }
    expect(await saveConfig(config, away)).toMatchObject({
      kind: 'problems',
      problems: [{ inline: inlineName, row: String(row), message: 'This row was not found' }],
    })
    expect(await departmentsOf(contact)).toEqual([row])
  })
})
