import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { addUsers, batchOf, countRows, superuser } from './fixtures'
import { save } from './save'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await addUsers(database.db)
})
afterAll(() => database?.drop())

const missing = 999_999_999

describe('picked relations', () => {
  async function articleWith(tags: number) {
    const rows = await database.db.execute<{ id: string }>(sql`
      insert into tags (name) select 'Tag ' || gen_random_uuid() from generate_series(1, ${tags}::int) returning id`)
    const [article] = await database.db.execute<{ id: string }>(
      sql`insert into articles (title) values ('Article') returning id`,
    )
    return { article: Number(article?.id), tags: rows.map(({ id }) => Number(id)) }
  }
  const savePicks = (article: number | null, add: number[], remove: number[] = [], record = {}) =>
    save(
      database.db,
      site,
      'articles',
      superuser,
      article,
      batchOf({ record, picks: { 'article-tags': { add, remove } } }),
    )
  const linksOf = async (article: number) =>
    (
      await database.db.execute<{ id: string; tag: string }>(
        sql`select id, tag_id as tag from article_tags where article_id = ${article}::bigint order by id`,
      )
    ).map(({ id, tag }) => ({ id: Number(id), tag: Number(tag) }))

  test('are added and removed, and links that stay keep their rows', async () => {
    const { article, tags } = await articleWith(3)
    const [a = 0, b = 0, c = 0] = tags
    expect(await savePicks(article, [a, b])).toMatchObject({ ok: true, saved: { counts: { record: true } } })
    const before = await linksOf(article)
    const result = await savePicks(article, [b, c], [a])
    expect(result.ok && result.saved.picks['article-tags']?.map(([id]) => id).sort()).toEqual([b, c].sort())
    expect(await linksOf(article)).toEqual([before[1], { id: expect.any(Number), tag: c }])
  })

  test('of a new record', async () => {
    const { tags } = await articleWith(2)
    const result = await savePicks(null, tags, [], { title: [null, 'New'] })
    expect(result.ok && (await linksOf(result.saved.id)).map(({ tag }) => tag)).toEqual(tags)
  })

  test('ids that do not exist are all named, and nothing is written', async () => {
    const { article, tags } = await articleWith(1)
    expect(await savePicks(article, [...tags, missing, missing + 1])).toEqual({
      ok: false,
      kind: 'problems',
      problems: [{ field: 'article-tags', message: `Not one of the available choices: ${missing}, ${missing + 1}` }],
    })
    expect(await linksOf(article)).toEqual([])
  })

  test('adding what is there and removing what is not changes nothing', async () => {
    const { article, tags } = await articleWith(2)
    const [a = 0, b = 0] = tags
    await savePicks(article, [a])
    const before = [await countRows(database.db, 'history'), await countRows(database.db, 'saves')]
    expect(await savePicks(article, [a], [b])).toMatchObject({ ok: true, saved: { counts: { record: false } } })
    expect([await countRows(database.db, 'history'), await countRows(database.db, 'saves')]).toEqual(before)
  })

  test('each link is in the history, of both its records', async () => {
    const { article, tags } = await articleWith(1)
    await savePicks(article, tags)
    await savePicks(article, [], tags)
    const entries = await database.db.execute(sql`
      select action, before is null as made, to_json(subjects) as subjects from history
      where table_name = 'article_tags' and subjects @> array[${`articles:${article}`}] order by id`)
    const subjects = [`articles:${article}`, `tags:${tags[0]}`]
    expect([...entries]).toEqual([
      { action: 'create', made: true, subjects },
      { action: 'delete', made: false, subjects },
    ])
  })
})
