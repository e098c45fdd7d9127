import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect, type Transaction, transaction } from './client'
import { codeOf } from './faults'
import { manyToMany } from './many-to-many'
import { relatedToAny } from './related'
import { MissingError } from './relation-errors'
import { articleTags } from './relations'
import { articles, articleTags as junction, tags } from './schema/articles'
import { enrollments, students } from './schema/courses'
import { type TestDatabase, testDatabase } from './testing'

let own: TestDatabase
const statements: string[] = []
const size = 5_000

beforeAll(async () => {
  own = await testDatabase({ max: 8, onStatement: (text) => statements.push(text) })
  await own.db.execute(sql`insert into articles (title) select 'Article ' || n from generate_series(1, 20) as n`)
  await own.db.execute(sql`insert into tags (name) select 'Tag ' || n from generate_series(1, ${size}::int) as n`)
})

beforeEach(async () => {
  await own.db.delete(junction)
  statements.length = 0
})

afterAll(() => own.drop())

/** The pairs and the ids of their rows, oldest row first. */
async function rows() {
  return own.db.select().from(junction).orderBy(junction.id)
}

async function pairs() {
  return (await rows()).map(({ articleId, tagId }) => [articleId, tagId])
}

describe('add', () => {
  test('links ids and rows, each once, and returns the new links', async () => {
    const [tag] = await own.db.select().from(tags).where(sql`id = 3`)
    const [article] = await own.db.select().from(articles).where(sql`id = 1`)
    const added = await articleTags.add(own.db, article!, 2, tag!, 2, 3)
    expect(added.map(({ parentId, farId }) => [parentId, farId])).toEqual([
      [1, 2],
      [1, 3],
    ])
    expect(added[0]!.stored).toEqual({ id: added[0]!.id, article_id: 1, tag_id: 2 })
    expect(await pairs()).toEqual([
      [1, 2],
      [1, 3],
    ])
  })

  test('changes nothing when everything is linked already', async () => {
    await articleTags.add(own.db, 1, 2, 3)
    const before = await rows()
    expect(await articleTags.add(own.db, 1, 3, 2)).toEqual([])
    expect(await rows()).toEqual(before)
  })

  test('nothing to add is no error', async () => {
    expect(await articleTags.add(own.db, 1)).toEqual([])
  })
})

describe('ids that do not exist', () => {
  const impossible = [Number.NaN, -1, 0, 1.5, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER]

  test.each(['add', 'remove', 'set'] as const)('%s names every one of them and writes nothing', async (operation) => {
    await articleTags.add(own.db, 1, 1, 2)
    const before = await rows()
    const ids = [2, 900_001, 3, 900_000, ...impossible]
    const asked = operation === 'set' ? articleTags.set(own.db, 1, ids) : articleTags[operation](own.db, 1, ...ids)
    const error = await asked.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MissingError)
    const [missing, ...others] = (error as MissingError).missing
    expect(others).toEqual([])
    expect(missing?.table).toBe('tags')
    expect(new Set(missing?.ids)).toEqual(new Set([900_000, 900_001, ...impossible]))
    expect(await rows()).toEqual(before)
  })

  test('one error tells of both ends', async () => {
    await expect(articleTags.add(own.db, 77, 1, 900_001)).rejects.toThrow(
      'articles has no id 77; tags has no id 900001',
    )
    expect(await rows()).toEqual([])
  })

  test('clear and an empty set name a missing parent, list has nothing to show', async () => {
    await expect(articleTags.clear(own.db, 77)).rejects.toThrow('articles has no id 77')
    await expect(articleTags.set(own.db, Number.NaN, [])).rejects.toThrow('articles has no id NaN')
    expect(await articleTags.list(own.db, 77)).toEqual([])
    expect(await articleTags.list(own.db, Number.NaN)).toEqual([])
  })

  test("nothing is written in the caller's transaction either, and it can go on", async () => {
    await transaction(own.db, async (tx) => {
      await articleTags.add(tx, 1, 1)
      await expect(articleTags.set(tx, 1, [2, 900_001])).rejects.toThrow(MissingError)
      await articleTags.add(tx, 1, 3)
    })
    expect(await pairs()).toEqual([
      [1, 1],
      [1, 3],
    ])
  })
})

describe('set', () => {
  test('keeps the rows of links that stay, deletes the rest and inserts the missing', async () => {
    const [, kept] = await articleTags.add(own.db, 1, 1, 2)
    const { added, removed } = await articleTags.set(own.db, 1, [2, 3])
    expect(removed.map(({ farId }) => farId)).toEqual([1])
    expect(added.map(({ farId }) => farId)).toEqual([3])
    expect(await rows()).toEqual([
      { id: kept!.id, articleId: 1, tagId: 2 },
      { id: added[0]!.id, articleId: 1, tagId: 3 },
    ])
  })

  test('to nothing is clear, and neither touches another parent', async () => {
    await articleTags.add(own.db, 1, 1, 2)
    await articleTags.add(own.db, 2, 1)
    expect((await articleTags.set(own.db, 1, [])).removed).toHaveLength(2)
    await articleTags.add(own.db, 1, 4)
    expect((await articleTags.clear(own.db, 1)).map(({ farId }) => farId)).toEqual([4])
    expect(await articleTags.clear(own.db, 1)).toEqual([])
    expect(await pairs()).toEqual([[2, 1]])
  })
})

test('remove deletes what is linked and leaves the rest', async () => {
  await articleTags.add(own.db, 1, 1, 2, 3)
  const removed = await articleTags.remove(own.db, 1, 3, 1, 4, 1)
  expect(removed.map(({ farId }) => farId)).toEqual([1, 3])
  expect(await pairs()).toEqual([[1, 2]])
})

test('either side reads and changes the same links', async () => {
  const articlesOfTag = articleTags.reversed
  await articlesOfTag.add(own.db, 5, 3, 1)
  await articleTags.add(own.db, 2, 5)
  expect((await articlesOfTag.list(own.db, 5)).map(({ title }) => title)).toEqual([
    'Article 1',
    'Article 3',
    'Article 2',
  ])
  expect((await articleTags.list(own.db, 3)).map(({ name }) => name)).toEqual(['Tag 5'])
  const { removed } = await articlesOfTag.set(own.db, 5, [2])
  expect(removed.map(({ parentId, farId }) => [parentId, farId])).toEqual([
    [5, 1],
    [5, 3],
  ])
  expect(await pairs()).toEqual([[2, 5]])
  expect(articlesOfTag.reversed).toBe(articleTags)
})

test('a filter by several tags returns each article once, and none through a deleted link', async () => {
  await articleTags.add(own.db, 2, 1, 2, 3)
  await articleTags.add(own.db, 1, 2)
  await articleTags.add(own.db, 3, 4)
  const tagged = async (...tagIds: number[]) => {
    const condition = relatedToAny(articles.id, articleTags.junction, tagIds)
    return (await own.db.select().from(articles).where(condition).orderBy(articles.id)).map(({ id }) => id)
  }
  expect(await tagged(1, 2, 3)).toEqual([1, 2])
  await articleTags.remove(own.db, 1, 2)
  expect(await tagged(1, 2, 3, 4)).toEqual([2, 3])
  expect(await tagged()).toEqual([])
})

test('thousands of ids cost as many statements as one', async () => {
  const all = Array.from({ length: size }, (_, index) => size - index)
  const cost = async (work: () => Promise<unknown>) => {
    statements.length = 0
    await work()
    return statements.length
  }
  const one = await cost(() => articleTags.add(own.db, 1, 1))
  expect(await cost(() => articleTags.add(own.db, 2, ...all))).toBe(one)
  expect(await rows()).toHaveLength(size + 1)
  const setOne = await cost(() => articleTags.set(own.db, 1, [2]))
  expect(await cost(() => articleTags.set(own.db, 2, all.slice(10)))).toBe(setOne)
  expect(await cost(() => articleTags.remove(own.db, 2, ...all))).toBe(one)
  expect(await rows()).toHaveLength(1)
  expect(setOne).toBeLessThan(10)
})

test('a relation that the tables do not have is refused when it is declared', () => {
  expect(() => manyToMany(junction, { parent: ['tagId', articles], far: ['articleId', tags] })).toThrow('other tables')
  // @ts-expect-error: a junction has no such column
  expect(() => manyToMany(junction, { parent: ['articelId', articles], far: ['tagId', tags] })).toThrow(
    'no foreign key',
  )
  // @ts-expect-error: a status is no key
  expect(() => manyToMany(enrollments, { parent: ['status', students], far: ['studentId', students] })).toThrow(
    'no foreign key',
  )
  // @ts-expect-error: a title is no tag
  const wrong = () => articleTags.add(own.db, 1, 'Tag 1')
  // @ts-expect-error: an article is no tag
  const alsoWrong = (article: typeof articles.$inferSelect) => articleTags.add(own.db, 1, article)
  expect([wrong, alsoWrong]).toHaveLength(2)
})

describe('several people at once', () => {
  const rounds = 100

  test('the same links added from both sides by eight at once are there once', async () => {
    for (let round = 0; round < rounds; round++) {
      await own.db.delete(junction)
      const added = await Promise.all([
        articleTags.add(own.db, 1, 1, 2, 3),
        articleTags.add(own.db, 1, 3, 2, 1),
        articleTags.reversed.add(own.db, 1, 1, 2),
        articleTags.reversed.add(own.db, 2, 2, 1),
        articleTags.add(own.db, 2, 1, 2),
        articleTags.reversed.add(own.db, 3, 1),
        articleTags.set(own.db, 1, [1, 2, 3]).then(({ added }) => added),
        articleTags.reversed.set(own.db, 2, [1, 2]).then(({ added }) => added),
      ])
      const expected = [
        [1, 1],
        [1, 2],
        [1, 3],
        [2, 1],
        [2, 2],
      ]
      expect((await pairs()).sort(byPair)).toEqual(expected)
      expect(added.flat()).toHaveLength(expected.length)
    }
  })

  test('two who set the same parent at once: one of the two sets, never a mixture', async () => {
    for (let round = 0; round < rounds; round++) {
      await Promise.all([articleTags.set(own.db, 1, [1, 2, 3]), articleTags.set(own.db, 1, [3, 4])])
      const tagsNow = (await pairs()).map(([, tagId]) => tagId).sort()
      expect([
        [1, 2, 3],
        [3, 4],
      ]).toContainEqual(tagsNow)
    }
  })

  test('a record deleted meanwhile is missing or takes its links with it', async () => {
    for (let round = 0; round < 30; round++) {
      const [tag] = await own.db
        .insert(tags)
        .values({ name: `Short-lived ${round}` })
        .returning()
      const [added] = await Promise.allSettled([
        articleTags.add(own.db, 1, tag!.id, 1),
        own.db.execute(sql`delete from tags where id = ${tag!.id}`),
      ])
      if (added.status === 'rejected') expect(added.reason).toBeInstanceOf(MissingError)
      expect((await pairs()).filter(([, tagId]) => tagId === tag!.id)).toEqual([])
    }
  })

  test('a deadlock with a writer in another order is survived', async () => {
    const other = connect(own.url, { max: 2 })
    /** Whether the server ended the link and not the writer: on a slow machine it may look at the writer first. */
    const isSurvived = async () => {
      const links: Promise<unknown[]>[] = []
      const written = transaction(other, async (tx) => {
        await tx.execute(sql`select from tags where id = 1 for update`)
        links.push(articleTags.add(own.db, 1, 1))
        await untilSomebodyWaits(tx)
        await tx.execute(sql`select from articles where id = 1 for update`)
      })
      const fault = await written.then(() => null, codeOf)
      expect([null, '40P01']).toContain(fault)
      expect(await Promise.all(links)).toMatchObject([[{}]])
      expect(await pairs()).toEqual([[1, 1]])
      return fault === null
    }
    try {
      while (!(await isSurvived())) await articleTags.set(own.db, 1, [])
    } finally {
      await other.$client.end()
    }
  })
})

async function untilSomebodyWaits(tx: Transaction): Promise<void> {
  for (;;) {
    const [waiting] = await tx.execute(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    if (waiting) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function byPair([a = 0, b = 0]: number[], [c = 0, d = 0]: number[]): number {
  return a - c || b - d
}
