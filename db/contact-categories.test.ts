import { eq, sql } from 'drizzle-orm'
import { pgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contactCategories } from './contact-categories'
import { contactDepartments } from './contact-departments'
import { MissingError, PairExistsError } from './relation-errors'
import { contactCategory, contactCategoryKeys } from './schema/contact-category'
import { contactDepartments as table } from './schema/contact-departments'
import { categories, contacts } from './schema/contacts'
import { history } from './schema/history'
import { users } from './schema/people'
import { type TestDatabase, testDatabase } from './testing'

let own: TestDatabase
let actor: { id: number; username: string }
const { initContactCategory, updateCategories } = contactDepartments

beforeAll(async () => {
  own = await testDatabase({ max: 10 })
  await own.db.execute(sql`
    insert into users (username, email) select 'user' || n, 'user' || n || '@example.org' from generate_series(1, 4) as n`)
  await own.db.execute(sql`insert into contacts (user_id) select id from users order by username desc`)
  await own.db.execute(sql`insert into categories (name) select chr(74 - n::int) from generate_series(1, 6) as n`)
  actor = (await own.db.select().from(users).where(eq(users.username, 'user1')))[0]!
})

beforeEach(async () => {
  await own.db.delete(table)
  await own.db.delete(history)
})

afterAll(() => own.drop())

async function categoryIds(contact = 1) {
  const rows = await own.db.select().from(table).where(eq(table.contactId, contact)).orderBy(table.categoryId)
  return rows.map(({ categoryId }) => categoryId)
}

test('updateCategories keeps rows, creates and deletes, and tells who did it', async () => {
  const kept = await initContactCategory(own.db, 1, 2, actor)
  await initContactCategory(own.db, 1, 1, actor)
  await own.db.delete(history)
  const [category] = await own.db.select().from(categories).where(eq(categories.id, 3))
  const [contact] = await own.db.select().from(contacts).where(eq(contacts.id, 1))
  await updateCategories(own.db, contact!, [2, category!], actor)
  expect(await categoryIds()).toEqual([2, 3])
  const [still] = await own.db.select().from(table).where(eq(table.categoryId, 2))
  expect(still).toEqual(kept)
  const told = await own.db.select().from(history).orderBy(history.id)
  expect(told).toMatchObject([
    { action: 'delete', title: 'user4 I', actorId: actor.id, actorName: 'user1' },
    { action: 'create', title: 'user4 G', table: 'contact_departments', after: { contact_id: 1, category_id: 3 } },
  ])
  expect(told[0]!.subjects.slice(1)).toEqual(['contacts:1', 'categories:1'])
  expect(told[0]!.saveId).toBe(told[1]!.saveId)
})

test('creating a pair that is there is an error, initialising it is not', async () => {
  const made = await contactDepartments.createContactCategory(own.db, 1, 1, actor)
  await expect(contactDepartments.createContactCategory(own.db, 1, 1, actor)).rejects.toThrow(PairExistsError)
  expect(await initContactCategory(own.db, 1, 1, actor)).toEqual(made)
  await expect(initContactCategory(own.db, 1, 99, actor)).rejects.toThrow('categories has no id 99')
  await expect(updateCategories(own.db, 1, [2, 99, 98], actor)).rejects.toThrow('categories has no ids 98, 99')
  expect(await categoryIds()).toEqual([1])
})

test('lists are in the order of the names they show', async () => {
  await updateCategories(own.db, 1, [1, 2, 3], actor)
  expect((await contactDepartments.categoriesOf(own.db, 1)).map(({ name }) => name)).toEqual(['G', 'H', 'I'])
  await updateCategories(own.db, 3, [1], actor)
  expect((await contactDepartments.contactsOf(own.db, 1)).map(({ id }) => id)).toEqual([3, 1])
})

test('a filter by several departments returns each contact once, and nobody through a deleted row', async () => {
  await updateCategories(own.db, 1, [1, 2], actor)
  await updateCategories(own.db, 2, [2], actor)
  await updateCategories(own.db, 3, [3], actor)
  const ids = async (...wanted: number[]) =>
    (await contactDepartments.contactsInAny(own.db, wanted)).map(({ id }) => id)
  expect(await ids(1, 2)).toEqual([2, 1])
  expect(await ids(1, 2, 3, 2)).toEqual([3, 2, 1])
  await contactDepartments.deleteContactCategory(own.db, 2, 2, actor)
  await updateCategories(own.db, 1, [4], actor)
  expect(await ids(1, 2)).toEqual([])
  expect(await ids()).toEqual([])
  expect(await ids(99, Number.NaN)).toEqual([])
})

test('a second relation of the shape is three lines', async () => {
  await own.db.execute(sql`create table contact_interests (like contact_departments including all)`)
  const interestsTable = pgTable('contact_interests', contactCategory(), contactCategoryKeys('contact_interests'))
  const contactInterests = contactCategories(interestsTable)
  await contactInterests.updateCategories(own.db, 1, [1, 2], actor)
  expect((await contactInterests.categoriesOf(own.db, 1)).map(({ id }) => id)).toEqual([2, 1])
  expect(await categoryIds()).toEqual([])
  const [told] = await own.db.select().from(history)
  expect(told!.subjects[0]).toMatch(/^contact-interests:\d+$/)
})

describe('several people at once, 100 rounds each', () => {
  const rounds = 100

  /** All begin when the last of them has come so far. */
  async function atOnce<T>(works: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const running = works.map(async (work) => {
      await own.db.execute(sql`select 1`)
      await gate
      return work()
    })
    open()
    return Promise.allSettled(running)
  }

  test('initContactCategory by eight makes one row, one history entry, and all get that row', async () => {
    for (let round = 0; round < rounds; round++) {
      await own.db.delete(table)
      await own.db.delete(history)
      const outcomes = await atOnce(Array.from({ length: 8 }, () => () => initContactCategory(own.db, 1, 1, actor)))
      const rows = outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.id)
      const [row] = await own.db.select().from(table)
      expect(rows).toEqual(Array(8).fill(row!.id))
      expect(await own.db.$count(table)).toBe(1)
      expect(await own.db.$count(history)).toBe(1)
    }
  })

  test('createContactCategory by four: one succeeds, three are told that the pair exists', async () => {
    for (let round = 0; round < rounds; round++) {
      await own.db.delete(table)
      const create = () => contactDepartments.createContactCategory(own.db, 1, 1, actor)
      const outcomes = await atOnce([create, create, create, create])
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
      expect(refused).toHaveLength(3)
      expect(refused.every((reason) => reason instanceof PairExistsError)).toBe(true)
      expect(await own.db.$count(table)).toBe(1)
    }
  })

  test('two sets, an init and a delete end in an order of them, and the history replays to the rows', async () => {
    for (let round = 0; round < rounds; round++) {
      const outcomes = await atOnce<unknown>([
        () => updateCategories(own.db, 1, [1, 2, 3], actor),
        () => updateCategories(own.db, 1, [3, 4], actor),
        () => initContactCategory(own.db, 1, 5, actor),
        () => contactDepartments.deleteContactCategory(own.db, 1, 3, actor),
        () => initContactCategory(own.db, 1, 2, actor),
      ])
      expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([])
      const final = (await categoryIds()).join()
      expect(final).toMatch(/^(1,2,3|1,2|2,3,4|2,4|3,4|4)(,5)?$/)
      const replayed = new Map<number, unknown>()
      for (const entry of await own.db.select().from(history).orderBy(history.id)) {
        if (entry.action === 'create') replayed.set(entry.rowId, entry.after)
        else replayed.delete(entry.rowId)
      }
      const rows = await own.db.execute(sql`select id::int, to_jsonb(t) as row from contact_departments t order by id`)
      expect([...replayed].sort(([a], [b]) => a - b)).toEqual(rows.map(({ id, row }) => [id, row]))
    }
  })

  test('a category deleted meanwhile is missing, or takes its rows with it', async () => {
    for (let round = 0; round < rounds; round++) {
      const [category] = await own.db
        .insert(categories)
        .values({ name: `Short-lived ${round}` })
        .returning()
      const [updated] = await atOnce<unknown>([
        () => updateCategories(own.db, 2, [category!.id, 1], actor),
        async () => own.db.delete(categories).where(eq(categories.id, category!.id)),
      ])
      if (updated!.status === 'rejected') expect(updated!.reason).toBeInstanceOf(MissingError)
      expect((await categoryIds(2)).includes(category!.id)).toBe(false)
    }
  })
})
