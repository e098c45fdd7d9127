import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import contacts from '../contacts'
import databaseConfigs from '../database-configs'
import realSite from '../site'
import { searchOptions } from './options'
import { DeniedError } from './permissions'
import { relatedByIds } from './related'
import { resolveTexts } from './resolve'
import { actorWith, addCourse, enroll, superuser } from './save/fixtures'
import { site } from './site'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  await db.execute(sql`insert into students (name, email)
    select 'Student ' || to_char(n, 'FM00'), 's' || n || '@example.org' from generate_series(1, 45) n`)
  await db.execute(sql`insert into students (name, email) values
    ('Joan Lee', 'joan@example.org'), ('Ana', 'ana.long@example.org'), ('Ana Lee', 'ana@example.org'),
    ('Ana Lee', 'ana2@example.org'), ('Mariana', 'mariana@example.org'), ('Zoë', 'zoe@example.org'), ('50% Off_', 'off@example.org')`)
  await db.execute(sql`insert into users (username, name, email, active) values
    ('ann', 'Ann', 'ann@x.org', true), ('ben', 'Ben', 'ben@x.org', false), ('cy', 'Cy', 'cy@x.org', true)`)
  await db.execute(sql`insert into contacts (user_id) values (1), (3)`)
  await db.execute(sql`insert into tags (name) values ('Law'), ('law'), ('LAW')`)
  await enroll(db, await addCourse(db, 'Algebra'), [48])
})
afterAll(() => database.drop())

const search = (slug: string, q: string, more = {}) =>
  searchOptions(database.db, realSite, slug, superuser, { q, ...more })
const titles = async (slug: string, q: string, more = {}) =>
  (await search(slug, q, more)).options.map(([, title]) => title)
const resolve = (slug: string, texts: string[], actor = superuser) =>
  resolveTexts(database.db, realSite, slug, actor, texts)

describe('a search for a relation', () => {
  test('gives twenty at a time, by title, and says whether there are more', async () => {
    const pages = await Promise.all([0, 20, 40].map((offset) => search('students', 'student', { offset })))
    expect(pages.map(({ options, more }) => [options.length, more])).toEqual([
      [20, true],
      [20, true],
      [5, false],
    ])
    expect(pages.flatMap(({ options }) => options.map(([, title]) => title))).toEqual(
      Array.from({ length: 45 }, (_, at) => `Student ${String(at + 1).padStart(2, '0')}`),
    )
    expect((await search('students', 'Student 07')).options).toEqual([[7, 'Student 07', 's7@example.org']])
  })

  test('puts exact matches first, then beginnings', async () => {
    expect(await titles('students', 'ana')).toEqual(['Ana', 'Ana Lee', 'Ana Lee', 'Mariana'])
    expect(await titles('students', 'ana lee')).toEqual(['Ana Lee', 'Ana Lee'])
    expect(await titles('students', 'ANA2@EXAMPLE.ORG')).toEqual(['Ana Lee'])
  })

  test('finds through titles that are made of relations', async () => {
    expect(await titles('enrollments', 'ana alg')).toEqual(['Ana Lee in Algebra'])
    expect(await titles('contacts', 'an')).toEqual(['ann'])
  })

  test('takes wildcards literally and any text at all', async () => {
    expect(await titles('students', '%')).toEqual(['50% Off_'])
    expect(await titles('students', 'Off_')).toEqual(['50% Off_'])
    for (const q of ['\\', '\u0000', "'; --", 'x'.repeat(10_240)])
      expect(Array.isArray(await titles('students', q))).toBe(true)
    expect(await search('students', 'student', { limit: 1e9, offset: -3 })).toMatchObject({ more: false })
    expect(await search('students', '', { offset: 1e308 })).toEqual({ options: [], more: false })
    expect((await search('students', '', { limit: Number.NaN, offset: Number.NaN })).options).toHaveLength(20)
  })

  test('needs the right to view', async () => {
    const asked = searchOptions(database.db, realSite, 'students', actorWith('courses.change'), { q: '' })
    await expect(asked).rejects.toThrow(DeniedError)
  })
})

describe('a limit on choices', () => {
  const limited = site({
    ...realSite.models,
    contacts: { ...contacts, options: { userId: { limit: { active: true } } } },
    'database-configs': { ...databaseConfigs, fields: ['databaseName', 'description', 'contactId'] },
  })

  test('holds for the field that declares it', async () => {
    const ask = (limitTo?: string) => searchOptions(database.db, limited, 'users', superuser, { q: '', limitTo })
    const names = async (limitTo?: string) => (await ask(limitTo)).options.map(([, title]) => title)
    expect(await names('contacts/userId')).toEqual(['ann', 'cy'])
    expect(await names()).toEqual(['ann', 'ben', 'cy'])
    expect(await names('database-configs/contactId')).toEqual(['ann', 'ben', 'cy'])
    expect(await names('nowhere/__proto__/x')).toEqual(['ann', 'ben', 'cy'])
  })

  test('holds for texts too', async () => {
    const found = await resolveTexts(database.db, limited, 'users', superuser, ['ann', 'ben'], 'contacts/userId')
    expect(found).toEqual({ ann: { status: 'ok', option: [1, 'ann', 'ann'] }, ben: { status: 'unknown' } })
  })
})

test('the texts that travel are those that the asking field shows', async () => {
  const shown = site({ ...realSite.models, contacts: { ...contacts, fields: ['userId', 'userId.name'] } })
  const ask = (limitTo?: string) => searchOptions(database.db, shown, 'users', superuser, { q: 'ann', limitTo })
  expect((await ask('contacts/userId')).options).toEqual([[1, 'ann', 'ann', 'Ann']])
  expect((await ask()).options).toEqual([[1, 'ann', 'ann']])
})

describe('texts', () => {
  test('name a record by natural key before title, whatever case, spaces and composition', async () => {
    expect(await resolve('students', ['ANA@example.org ', ' joan lee', 'Zoe\u0308', 'Zo\u00eb'])).toEqual({
      'ANA@example.org ': { status: 'ok', option: [48, 'Ana Lee', 'ana@example.org'] },
      ' joan lee': { status: 'ok', option: [46, 'Joan Lee', 'joan@example.org'] },
      'Zoe\u0308': { status: 'ok', option: [51, 'Zoë', 'zoe@example.org'] },
      'Zo\u00eb': { status: 'ok', option: [51, 'Zoë', 'zoe@example.org'] },
    })
  })

  test('match whatever comes along with them that nobody sees', async () => {
    const text = '\u200bzoe@exam\u00adple.org\u200e '
    expect(await resolve('students', [text])).toEqual({
      [text]: { status: 'ok', option: [51, 'Zoë', 'zoe@example.org'] },
    })
  })

  test('that name several records bring them all, up to ten', async () => {
    expect(await resolve('students', ['Ana Lee'])).toEqual({
      'Ana Lee': {
        status: 'ambiguous',
        candidates: [
          [48, 'Ana Lee', 'ana@example.org'],
          [49, 'Ana Lee', 'ana2@example.org'],
        ],
      },
    })
    await database.db.execute(sql`insert into students (name, email)
      select 'Kim', 'kim' || n || '@example.org' from generate_series(1, 12) n`)
    const { Kim } = await resolve('students', ['Kim'])
    expect(Kim?.status === 'ambiguous' && Kim.candidates).toHaveLength(10)
  })

  test('that are a natural key in its very case name that one', async () => {
    expect(await resolve('tags', ['law', 'lAW'])).toEqual({
      law: { status: 'ok', option: [2, 'law', 'law'] },
      lAW: {
        status: 'ambiguous',
        candidates: [
          [1, 'Law', 'Law'],
          [2, 'law', 'law'],
          [3, 'LAW', 'LAW'],
        ],
      },
    })
  })

  test('as mail programs copy them name whom their address names', async () => {
    const option = [48, 'Ana Lee', 'ana@example.org']
    const texts = ['mailto:ANA@example.org', 'Whoever <ana@example.org>', ' "Lee, Ana" <ana@example.org>; ']
    const found = await resolve('students', texts)
    expect(Object.values(found)).toEqual(texts.map(() => ({ status: 'ok', option })))
    expect(await resolve('students', ['Ana Lee <nobody@example.org>', 'mailto:Ana Lee'])).toEqual({
      'Ana Lee <nobody@example.org>': { status: 'unknown' },
      'mailto:Ana Lee': { status: 'unknown' },
    })
    // Who is called so is meant, whatever address the name holds.
    await database.db.execute(sql`insert into students (name, email) values
      ('Bot <ana@example.org>', 'bot@example.org'), ('<student@example.org>', 'angle@example.org')`)
    expect(await resolve('students', ['Bot <ana@example.org>', '<student@example.org>'])).toMatchObject({
      'Bot <ana@example.org>': {
        status: 'ok',
        option: [expect.anything(), 'Bot <ana@example.org>', 'bot@example.org'],
      },
      '<student@example.org>': {
        status: 'ok',
        option: [expect.anything(), '<student@example.org>', 'angle@example.org'],
      },
    })
    await database.db.execute(sql`delete from students where email in ('bot@example.org', 'angle@example.org')`)
  })

  test('that name nothing are unknown, and none breaks the statement', async () => {
    const texts = [
      'nobody',
      '',
      '  ',
      'a\u0000',
      '\ud800',
      '%',
      'Ana%',
      '__proto__',
      "'; drop table students; --",
      'x'.repeat(100_000),
    ]
    const found = await resolve('students', texts)
    expect(Object.keys(found)).toHaveLength(texts.length)
    for (const text of texts) expect(Object.getOwnPropertyDescriptor(found, text)?.value).toEqual({ status: 'unknown' })
    expect(await resolve('students', [])).toEqual({})
  })

  test('of titles made of relations are found', async () => {
    expect(await resolve('contacts', ['ANN'])).toEqual({ ANN: { status: 'ok', option: [1, 'ann'] } })
    expect(await resolve('enrollments', ['ana lee in algebra'])).toMatchObject({
      'ana lee in algebra': { status: 'ok' },
    })
  })

  test('are forbidden, known or not, to a person who may not view the model', async () => {
    expect(await resolve('students', ['ana@example.org', 'nobody'], actorWith('courses.change'))).toEqual({
      'ana@example.org': { status: 'forbidden' },
      nobody: { status: 'forbidden' },
    })
  })

  test('by the thousand take one statement', async () => {
    const statements: string[] = []
    const other = await testDatabase({ onStatement: (text) => statements.push(text) })
    await other.db.execute(sql`insert into students (name, email)
      select 'Student ' || n, 's' || n || '@example.org' from generate_series(1, 1000) n`)
    statements.length = 0
    const texts = Array.from({ length: 1_000 }, (_, at) => (at % 2 ? `S${at + 1}@example.org` : `student ${at + 1}`))
    const found = await resolveTexts(other.db, realSite, 'students', superuser, texts)
    await other.drop()
    expect(statements).toHaveLength(1)
    expect(Object.values(found).map((each) => each.status === 'ok' && each.option[0])).toEqual(
      texts.map((_, at) => at + 1),
    )
  })
})

describe('records by their ids', () => {
  const named = (slug: string, ids: number[], actor = superuser, place?: string) =>
    relatedByIds(database.db, realSite, slug, actor, ids, place)

  test('are named as a search names them, without those that are gone', async () => {
    const found = await named('students', [7, 48, 999_999], superuser, 'courses/enrollments/studentId')
    const searched = await search('students', 'Student 07', { limitTo: 'courses/enrollments/studentId' })
    expect(found.sort((a, b) => a[0] - b[0])).toEqual([...searched.options, [48, 'Ana Lee', 'ana@example.org']])
    expect(await named('students', [])).toEqual([])
  })

  test('are for those alone who may view them', async () => {
    await expect(named('students', [7], actorWith('courses.view'))).rejects.toThrow(DeniedError)
    await expect(named('nowhere', [7])).rejects.toThrow(DeniedError)
  })
})
