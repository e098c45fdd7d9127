import { batch, batchJson, callAction, removeAction, saveAction } from './actions'
import { newSaveId, unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

const ids = [
  '0',
  '-1',
  '-0',
  '1e3',
  '1e21',
  '2147483648',
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999',
  '%20%207%20',
  '%D9%A3',
  'NaN',
  'Infinity',
  '1.5',
  '0x10',
  '01',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'a%00b',
  '%ED%A0%80',
  "1'%20or%20'1'='1",
  '..%2F..%2Fetc',
]

test('what no record can be called by is not found, on every page of a record', async ({ page }) => {
  for (const id of ids)
    for (const page_ of ['', '/history', '/delete']) {
      const answer = await page.request.get(`/courses/${id}${page_}`)
      expect([400, 404], `/courses/${id}${page_}`).toContain(answer.status())
      expect(await answer.text()).not.toMatch(/at \w+ \(|PostgresError|DrizzleQueryError/)
    }
  for (const slug of [
    'nothing',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'courses%00',
    '%ED%A0%80',
    'Courses',
  ])
    for (const path of [
      `/${slug}`,
      `/${slug}/new`,
      `/${slug}/1`,
      `/${slug}/1/history`,
      `/${slug}/options`,
      `/${slug}/rows?id=1&inline=x`,
    ]) {
      const answer = await page.request.get(path)
      expect([400, 404], path).toContain(answer.status())
    }
})

test('searches, sorts and windows of nonsense are answered or refused, never a fault', async ({ page }) => {
  const texts = [
    '%00',
    'a%00b',
    '%ED%A0%80',
    '%',
    '_',
    '%5C',
    '%25%25%25',
    "'%20;%20drop%20table%20students--",
    '1)%20or%201=1',
    'x'.repeat(4_000),
  ]
  for (const text of texts)
    for (const path of [
      `/students?q=${text}`,
      `/students?sort=${text}`,
      `/students?page=${text}&size=${text}`,
      `/enrollments?status=${text}`,
    ])
      expect((await page.request.get(path)).status(), path.slice(0, 80)).toBe(200)
  for (const text of texts)
    for (const path of [
      `/students/options?q=${text}`,
      `/students/options?q=a&offset=${text}`,
      `/students/options?q=a&for=${text}`,
      `/courses/rows?id=${text}&inline=enrollments`,
      `/courses/rows?id=1&inline=${text}`,
      `/courses/rows?id=1&inline=enrollments&offset=${text}&limit=${text}`,
      `/courses/rows?id=1&inline=enrollments&sort=${text}&q=${text}`,
      `/courses/1/history?before=${text}`,
    ])
      expect((await page.request.get(path)).status(), path.slice(0, 80)).toBeLessThan(500)
})

test('texts that cannot be are unknown to the resolver, and too many are refused', async ({ page, db }) => {
  const [ana] = await db.students(['Ana'])
  const resolve = (data: unknown) =>
    page.request.post('/students/resolve', {
      data: Buffer.from(typeof data === 'string' ? data : JSON.stringify(data)),
      headers: { Origin: process.env.APP_URL ?? '', 'Content-Type': 'application/json' },
    })
  const texts = ['a\u0000b', '__proto__', 'constructor', "' or 1=1 --", '%', ana!.email]
  const answer = await resolve({ texts })
  expect(answer.status()).toBe(200)
  const { results } = await answer.json()
  expect(results[ana!.email]).toMatchObject({ status: 'ok', option: [ana!.id, 'Ana', ana!.email] })
  for (const text of texts.slice(0, -1)) expect(Object.entries(results)).toContainEqual([text, { status: 'unknown' }])

  expect((await resolve('{"texts":["a\\ud800b"]}')).status()).toBeLessThan(500)
  expect((await resolve({ texts: Array.from({ length: 1_001 }, (_, at) => String(at)) })).status()).toBe(400)
  for (const body of [
    '',
    'nonsense',
    '[]',
    'null',
    '{"texts":"a"}',
    '{"texts":[1]}',
    '{"texts":[],"x":1}',
    '{"__proto__":{"texts":[]}}',
  ])
    expect((await resolve(body)).status(), body).toBe(400)
})

test('a forged batch changes nothing and is answered in words', async ({ page, db }) => {
  const course = await db.course({ students: 2 })
  const other = await db.course({ students: 1 })
  const [ana] = await db.students([`Ana ${unique()}`])
  const own = course.rows[0]!
  const foreign = other.rows[0]!
  const key = () => `new:${newSaveId()}`
  const row = (values: Record<string, unknown>) =>
    batchJson({ inlines: { enrollments: { create: [{ key: key(), values }] } } })
  const update = (id: unknown, changes: unknown) =>
    batchJson({ inlines: { enrollments: { update: [{ id, changes }] } } })
  const before = async () => [
    await db.sql`select * from courses where id in ${db.sql([course.id, other.id])} order by id`,
    await db.sql`select * from enrollments where course_id in ${db.sql([course.id, other.id])} order by id`,
    await db.sql`select * from students where id = ${ana!.id}`,
  ]
  const stored = await before()

  const forged: Record<string, string> = {
    'not JSON': 'nonsense',
    nothing: 'null',
    'a list': '[]',
    'no save id': batchJson({}, { saveId: 'x' }),
    'another number of rows': batchJson(
      { inlines: { enrollments: { delete: [{ id: own.id, from: {} }] } } },
      { rows: 7 },
    ),
    'an unknown key': batchJson({}, { role: 'admin' }),
    'an unknown inline': batchJson({ inlines: { nothing: {}, students: { delete: [{ id: ana!.id, from: {} }] } } }),
    __proto__: batchJson({ record: JSON.parse('{"__proto__":["a","b"],"title":["a","b"]}') }),
    'the key of the record': batchJson({ record: { id: [course.id, 1] } }),
    'an unknown column': batchJson({ record: { role: [null, 'admin'] } }),
    'a title of another type': batchJson({ record: { title: [course.title, 7] } }),
    'a title too long': batchJson({ record: { title: [course.title, 'x'.repeat(201)] } }),
    'a title with NUL': batchJson({ record: { title: [course.title, 'a\u0000b'] } }),
    'a title with half a character': batchJson({ record: { title: [course.title, '§'] } }).replace('§', '\\ud800'),
    'a row of another course, changed': update(foreign.id, { status: ['active', 'dropped'] }),
    'a row of another course, deleted': batchJson({
      inlines: { enrollments: { delete: [{ id: foreign.id, from: {} }] } },
    }),
    'a row that is not': update(999_999_999, { status: ['active', 'dropped'] }),
    'a row id of text': update(String(own.id), { status: ['active', 'dropped'] }),
    'a row id beyond whole numbers': update(1e21, { status: ['active', 'dropped'] }),
    'a row id below zero': update(-1, { status: ['active', 'dropped'] }),
    'a status outside its choices': update(own.id, { status: ['active', 'asleep'] }),
    'a read-only column': update(own.id, { enrolledAt: [null, '2001-01-01T00:00:00Z'] }),
    'the parent of a row': update(own.id, { courseId: [course.id, other.id] }),
    'the id of a row': update(own.id, { id: [own.id, 1] }),
    'no student': update(own.id, { studentId: [own.student.id, null] }),
    'a student that is not': row({ studentId: 999_999_999 }),
    'a student in words': row({ studentId: 'Ana' }),
    'a student of a number too large': row({ studentId: 1e16 }),
    'a new row with a parent': row({ studentId: ana!.id, courseId: other.id }),
    'a new row with an id': row({ studentId: ana!.id, id: 5 }),
    'a new row of __proto__': batchJson({})
      .replace(
        '"inlines":{}',
        `"inlines":{"enrollments":{"create":[{"key":"${key()}","values":{"__proto__":1,"studentId":${ana!.id}}}],"update":[],"delete":[]}}`,
      )
      .replace('"rows":0', '"rows":1'),
    'one good row and one bad': batchJson({
      inlines: {
        enrollments: {
          create: [
            { key: key(), values: { studentId: ana!.id } },
            { key: key(), values: { studentId: 999_999_999 } },
          ],
        },
      },
    }),
    'a hundred thousand rows': batchJson({
      inlines: { enrollments: { delete: Array.from({ length: 100_000 }, (_, at) => ({ id: at + 1, from: {} })) } },
    }),
  }
  for (const [what, text] of Object.entries(forged)) {
    const { status, value } = await callAction(page.request, saveAction, ['courses', course.id, { json: text }])
    expect(status, what).toBeLessThan(500)
    expect(value, what).toMatchObject({ ok: false })
    expect(JSON.stringify(value), what).toMatch(/"(message|conflicts)":/)
    expect(await before(), what).toEqual(stored)
  }
  expect(await db.historyCount('courses', course.id)).toBe(0)

  const control = row({ studentId: ana!.id })
  expect((await callAction(page.request, saveAction, ['courses', course.id, { json: control }])).value).toMatchObject({
    ok: true,
  })
})

test('actions called with something else than their arguments are refused', async ({ page, db }) => {
  const course = await db.course()
  const good = batch({ record: { title: [course.title, 'Forged'] } })
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  for (const args of [
    '[]',
    '{}',
    'null',
    '"x"',
    '',
    'nonsense',
    deep,
    '["$T"]',
    '["$F1"]',
    '["$K1"]',
    '["$__proto__:constructor"]',
    JSON.stringify(['courses', String(course.id), good]),
    JSON.stringify(['courses', course.id]),
    JSON.stringify(['courses', course.id, good.json]),
    JSON.stringify(['courses', course.id, { ...good, more: 1 }]),
    JSON.stringify(['courses', { valueOf: 1 }, good]),
    JSON.stringify(['__proto__', course.id, good]),
    JSON.stringify(['nothing', course.id, good]),
    JSON.stringify(['courses', 1e21, good]),
    JSON.stringify(['courses', 0, good]),
    JSON.stringify([['courses'], course.id, good]),
    JSON.stringify(['courses', 999_999_999, good]),
  ])
    for (const action of [saveAction, removeAction]) {
      const { text, value } = await callAction(page.request, action, args)
      expect(value ?? { ok: false }, args.slice(0, 60)).toMatchObject({ ok: false })
      expect(text).not.toMatch(/DrizzleQueryError|at async/)
    }
  expect(await db.sql`select title from courses where id = ${course.id}`).toEqual([{ title: course.title }])
  expect((await page.request.get('/api/health')).status()).toBe(200)
})

test('ten thousand new rows are one save', async ({ page, db }) => {
  const course = await db.course()
  const students = await db.students(10_000)
  const create = students.map(({ id }) => ({
    key: `new:${newSaveId()}`,
    values: { studentId: id, status: 'completed' },
  }))
  const forged = batch({ inlines: { enrollments: { create } } })
  expect(forged.json.length).toBeGreaterThan(1_000_000)
  const { value } = await callAction(page.request, saveAction, ['courses', course.id, forged])
  expect(value).toMatchObject({ ok: true, saved: { counts: { created: 10_000 } } })
  expect(await db.sql`select status, count(*)::int from enrollments where course_id = ${course.id} group by 1`).toEqual(
    [{ status: 'completed', count: 10_000 }],
  )
})

test('a character that cannot be stored is an error in its cell', async ({ page, db }) => {
  const detail = await new DetailPage(page).open('articles', 'new')
  await detail.field('Title').evaluate((field: HTMLInputElement) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    set?.call(field, 'a\ud800b')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await detail.button('Save').click()
  await expect(detail.field('Title')).toHaveAccessibleDescription(/half of a character/)
  expect(await db.sql`select id from articles where title like 'a%b' and length(title) = 3`).toHaveLength(0)
})
