import { readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { index, pgTable, unique } from 'drizzle-orm/pg-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { transaction } from './client'
import { writeHistory } from './history'
import { articleTags as plainTags } from './relations'
import { articles, tags } from './schema/articles'
import { id, moment, reference } from './schema/columns'
import { users } from './schema/people'
import { type TestDatabase, testDatabase } from './testing'
import { through } from './through'

const articleTags = pgTable(
  'article_tags',
  {
    id: id(),
    articleId: reference('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    tagId: reference('tag_id')
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
    addedAt: moment('added_at').defaultNow(),
    addedBy: reference('added_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (table) => [
    unique('article_tags_pair_key').on(table.articleId, table.tagId),
    index('article_tags_tag_index').on(table.tagId),
    index('article_tags_added_by_index').on(table.addedBy),
  ],
)

const relation = through(articleTags, {
  left: { key: 'articleId', table: articles, title: articles.title },
  right: { key: 'tagId', table: tags, title: tags.name, order: tags.name },
  between: ' · ',
})

let own: TestDatabase
let actor: { id: number; username: string }

beforeEach(async () => {
  own = await testDatabase()
  await own.db.execute(sql`insert into articles (title) select 'Article ' || n from generate_series(1, 100) as n`)
  await own.db.execute(sql`insert into tags (name) select 'Tag ' || n from generate_series(1, 20) as n`)
  await own.db.execute(sql`
    insert into article_tags (article_id, tag_id) select a, t from generate_series(1, 100) a, generate_series(1, 20) t where (a + t) % 3 = 0`)
  await own.db.execute(sql`delete from article_tags where id % 7 = 0`)
  const [author] = await own.db.insert(users).values({ username: 'ana', email: 'ana@example.org' }).returning()
  actor = author!
})

afterEach(() => own.drop())

/** The statements of the recipe under that name, as they stand in the document. */
async function statements(name: string): Promise<string> {
  const text = await readFile(new URL('../docs/plain-to-through.md', import.meta.url), 'utf8')
  const [, found] = new RegExp(`\`\`\`sql ${name}\n(.*?)\`\`\``, 's').exec(text) ?? []
  if (!found) throw new Error(`The recipe has no statements called ${name}`)
  return found
}

async function apply(name: string): Promise<void> {
  const text = await statements(name)
  await transaction(own.db, async (tx) => {
    for (const statement of text.split(';\n').filter((part) => part.trim())) await tx.execute(sql.raw(statement))
  })
}

async function pairs() {
  return [...(await own.db.execute(sql`select id::int, article_id::int, tag_id::int from article_tags order by id`))]
}

test('every pair and row id survives, and what the history knows is filled in', async () => {
  const [link] = await plainTags.add(own.db, 1, 1)
  await transaction(own.db, (tx) =>
    writeHistory(tx, {
      saveId: crypto.randomUUID(),
      actor,
      entries: [
        {
          action: 'create',
          table: 'article_tags',
          rowId: link!.id,
          title: 'x',
          subjects: [],
          before: null,
          after: link!.stored,
        },
      ],
    }),
  )
  const before = await pairs()
  await apply('migration')
  expect(before.length).toBeGreaterThan(500)
  expect(await pairs()).toEqual(before)
  const known = await own.db.select().from(articleTags).where(sql`added_at is not null or added_by is not null`)
  expect(known).toMatchObject([{ id: link!.id, articleId: 1, tagId: 1, addedBy: actor.id }])
  const [told] = await own.db.execute(sql`select at from history`)
  expect(known[0]!.addedAt).toBe(told!.at)
})

test('the upgraded relation keeps what stays as it was, and new pairs know when and by whom', async () => {
  await apply('migration')
  const before = await relation.left.rows(own.db, 5)
  const [stays, ...go] = before
  await relation.left.set(own.db, 5, [stays!.far, 5], actor, { addedBy: actor.id })
  const after = await relation.left.rows(own.db, 5)
  expect(go.length).toBeGreaterThan(0)
  expect(after).toHaveLength(2)
  expect(after).toContainEqual(stays)
  const added = after.find(({ far }) => far.id === 5)
  expect(added!.row.addedBy).toBe(actor.id)
  expect(added!.row.addedAt).not.toBeNull()
  expect(stays!.row.addedAt).toBeNull()
})

test('an instance that still runs the old code can go on adding pairs', async () => {
  await apply('migration')
  const [link] = await plainTags.add(own.db, 2, 2)
  const rows = await own.db.select().from(articleTags).where(sql`id = ${link!.id}`)
  expect(rows).toMatchObject([{ articleId: 2, tagId: 2, addedBy: null }])
  expect(rows[0]!.addedAt).not.toBeNull()
})

test('a junction whose key is the pair is given an id first', async () => {
  await own.db.execute(sql`alter table article_tags drop constraint article_tags_pkey`)
  await own.db.execute(sql`alter table article_tags drop constraint article_tags_pair_key`)
  await own.db.execute(sql`alter table article_tags drop column id`)
  await own.db.execute(sql`alter table article_tags add primary key (article_id, tag_id)`)
  const query = sql`select article_id::int, tag_id::int from article_tags order by article_id, tag_id`
  const before = await own.db.execute(query)
  await apply('composite')
  await apply('migration')
  expect([...(await own.db.execute(query))]).toEqual([...before])
  const { created } = await relation.left.set(own.db, 1, [1, 2], actor, { addedBy: actor.id })
  expect(created.every(({ id: row }) => row > before.length)).toBe(true)
})
