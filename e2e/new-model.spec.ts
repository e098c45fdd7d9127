import { execFileSync, spawn } from 'node:child_process'
import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext } from '@playwright/test'
import { freePort } from '../db/embedded'
import { pasteInto } from './clipboard'
import { expect, test } from './fixtures'
import { SECRET } from './instance'
import { DetailPage, visit } from './pages'

const root = fileURLToPath(new URL('..', import.meta.url))
const copy = join(root, 'test-results', 'new-model')

const table = `import { boolean, date, integer, pgTable, text, unique, varchar } from 'drizzle-orm/pg-core'
import { id, moment, reference } from './columns'

export const rooms = pgTable(
  'rooms',
  {
    id: id(),
    name: varchar('name', { length: 40 }).notNull(),
    seats: integer('seats'),
  },
  (table) => [unique('rooms_name_key').on(table.name)],
)

export const bookings = pgTable('bookings', {
  id: id(),
  roomId: reference('room_id')
    .notNull()
    .references(() => rooms.id, { onDelete: 'cascade' }),
  purpose: varchar('purpose', { length: 40 }).notNull(),
  day: date('day').notNull(),
  opens: moment('opens'),
  paid: boolean('paid').notNull().default(false),
  note: text('note').notNull().default(''),
})

export const keys = pgTable('keys', {
  id: id(),
  roomId: reference('room_id')
    .notNull()
    .references(() => rooms.id, { onDelete: 'cascade' }),
  holder: varchar('holder', { length: 40 }).notNull(),
  number: integer('number').notNull(),
})
`

const declaration = `import { bookings, keys, rooms } from '@/db/schema/rooms'
import { inline, model } from './engine/define'

export default model(rooms, {
  title: 'name',
  group: 'Teaching',
  list: { columns: ['name', 'seats'], search: ['name'], sort: 'name' },
  fields: ['name', 'seats'],
  inlines: [
    inline(bookings, {
      parent: 'roomId',
      fields: ['purpose', 'day', 'opens', 'paid', 'note'],
      options: { note: { widget: 'textarea' } },
      rules: [{ where: { purpose: 'Nap' }, max: 0, message: 'Nobody may book a nap.' }],
    }),
    inline(keys, { parent: 'roomId', fields: ['holder', 'number'], collapsed: true }),
  ],
})
`

test('a developer adds a model in three steps and edits its records', async ({ browser, db }) => {
  test.setTimeout(600_000)
  copySources()
  try {
    // One: the table and its migration.
    writeFileSync(join(copy, 'db/schema/rooms.ts'), table)
    run(['node_modules/drizzle-kit/bin.cjs', 'generate', '--name=rooms'])
    const written = readdirSync(join(copy, 'db/migrations')).filter((name) => name.endsWith('_rooms.sql'))
    expect(written).toHaveLength(1)
    // Two: the declaration.
    writeFileSync(join(copy, 'admin/rooms.ts'), declaration)
    // Three: one line in the site, and the import that it needs.
    const site = readFileSync(join(copy, 'admin/site.ts'), 'utf8')
    const named = site.replace('import students from', "import rooms from './rooms'\nimport students from")
    writeFileSync(join(copy, 'admin/site.ts'), named.replace('  students,\n', '  students,\n  rooms,\n'))

    const name = `new_model_${Date.now()}`
    await db.sql.unsafe(`create database ${name}`)
    const databaseUrl = new URL(process.env.DATABASE_URL ?? '')
    databaseUrl.pathname = `/${name}`
    const env = { DATABASE_URL: databaseUrl.href, APP_SECRET: SECRET, PORT: String(await freePort()) }
    const userCreate = ['--conditions=react-server', '--import', 'tsx', 'scripts/user-create.ts']
    run([...userCreate, '--username=dev', '--superuser'], { ...env, THROUGHLINE_PASSWORD: 'a developer of models' })
    const stop = await start(env)
    try {
      const baseURL = `http://127.0.0.1:${env.PORT}`
      const context = await browser.newContext({ baseURL, locale: 'en-GB' })
      const page = await context.newPage()
      await visit(page, '/rooms')
      await page.getByLabel('Username', { exact: true }).fill('dev')
      await page.getByLabel('Password', { exact: true }).fill('a developer of models')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Rooms' })).toBeVisible()
      await expect(page.getByText('No rooms yet')).toBeVisible()

      const detail = await new DetailPage(page).open('rooms', 'new')
      await detail.field('Name').fill('x'.repeat(41))
      await detail.field('Seats').fill('many')
      await detail.button('Save').click()
      await expect(detail.problems().getByRole('link')).toHaveCount(2)
      await expect(detail.field('Name')).toHaveAccessibleDescription('At most 40 characters (this has 41)')
      await detail.field('Name').fill('Aula')
      await detail.field('Seats').fill('120')
      await detail.save()
      await expect(page.getByRole('table', { name: 'Rooms' }).getByRole('row', { name: /Aula/ })).toContainText('120')
      await page.getByRole('link', { name: 'Aula' }).click()
      await page.getByRole('link', { name: 'History', exact: true }).click()
      await expect(page.getByRole('main')).toContainText('Aula')

      await detail.open('rooms', 'new')
      await detail.field('Name').fill('Aula')
      await detail.button('Save').click()
      await expect(detail.field('Name')).toHaveAccessibleDescription(/already/i)

      await pickDates(await detail.open('rooms', 1))
      await mendCells(await detail.open('rooms', 1))
      await openKeys(await detail.open('rooms', 1))
      const { cookies } = await context.storageState()
      await readKeys(
        await browser.newContext({ baseURL, storageState: { cookies, origins: [] }, javaScriptEnabled: false }),
      )
      await context.close()
    } finally {
      await stop()
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

/** Cells that say what is wrong with them, are typed over, and hold several lines. */
async function mendCells(detail: DetailPage): Promise<void> {
  const { page } = detail
  const { keyboard } = page
  const grid = detail.grid('Bookings')
  const day = await grid.focus('Exam', 'Day')
  await keyboard.press('Delete')
  await expect(day).toHaveAccessibleDescription(/^Required/)
  await grid.focus('Exam', 'Opens')
  await grid.focus('Exam', 'Day')
  await keyboard.type('2026-03-01')
  await keyboard.press('Enter')
  await expect(day).toHaveText('1 Mar 2026')

  const paid = await grid.cell('Exam', 'Paid')
  await paid.getByRole('checkbox').click()
  await pasteInto(page, { text: 'maybe' })
  await expect(paid).toHaveText('maybe')
  await expect(paid).toBeFocused()
  await keyboard.press('Space')
  await expect(paid.getByRole('checkbox')).toBeFocused()
  await expect(paid.getByRole('checkbox')).toBeChecked()

  const note = await grid.focus('Exam', 'Note')
  await keyboard.type('one')
  await keyboard.press('Alt+Enter')
  await keyboard.type('two')
  await keyboard.press('Enter')
  expect(await note.textContent()).toBe('one\ntwo')

  const rule = page.getByRole('region', { name: 'Bookings' }).getByText('Nobody may book a nap.')
  await grid.type('Exam', 'Purpose', 'Nap')
  await keyboard.press('Control+s')
  await expect(detail.problems()).toContainText('Bookings: Nobody may book a nap.')
  await expect(rule).toBeVisible()
  await grid.type('Nap', 'Purpose', 'Exam')
  await expect(rule).toBeHidden()
  await detail.saveAndContinue()
}

/** The calendar of a date's cell, which keys open, walk, pick from and leave. */
async function pickDates(detail: DetailPage): Promise<void> {
  const { page } = detail
  const { keyboard } = page
  const grid = detail.grid('Bookings')
  const calendar = page.getByRole('dialog', { name: 'Choose a date: ' })
  const day = (name: string) => calendar.getByRole('gridcell', { name, exact: true })
  await grid.focus('New booking', 'Purpose')
  await keyboard.type('Exam')
  await keyboard.press('Tab')
  await keyboard.type('2026-01-30')
  await keyboard.press('Tab')
  await keyboard.type('2026-01-30 10:15')
  await keyboard.press('Tab')
  const cell = await grid.focus('Exam', 'Day')
  await keyboard.press('Alt+ArrowDown')
  await expect(calendar).toHaveAccessibleName('Choose a date: Day, Exam')
  await expect(day('Friday 30 January 2026')).toBeFocused()
  await expect(day('Friday 30 January 2026')).toHaveAttribute('aria-selected', 'true')
  await expect(calendar.getByRole('columnheader').first()).toHaveText('Mo')
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await test.step('keys go by day, week, month and year', async () => {
    for (const [key, name] of [
      ['PageDown', 'Saturday 28 February 2026'],
      ['ArrowRight', 'Sunday 1 March 2026'],
      ['Home', 'Monday 23 February 2026'],
      ['End', 'Sunday 1 March 2026'],
      ['ArrowDown', 'Sunday 8 March 2026'],
      ['Shift+PageUp', 'Saturday 8 March 2025'],
    ] as const) {
      await keyboard.press(key)
      await expect(day(name)).toBeFocused()
    }
    await expect(calendar.getByRole('heading')).toHaveText('March 2025')
  })

  await test.step('Escape leaves the value, Enter picks a day as one step', async () => {
    await keyboard.press('Escape')
    await expect(calendar).toBeHidden()
    await expect(cell).toBeFocused()
    await expect(cell).toHaveText('30 Jan 2026')
    await keyboard.press('Alt+ArrowDown')
    await expect(day('Friday 30 January 2026')).toBeFocused()
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect(calendar).toBeHidden()
    await expect(cell).toBeFocused()
    await expect(cell).toHaveText('6 Feb 2026')
    await keyboard.press('Control+z')
    await expect(cell).toHaveText('30 Jan 2026')
    await keyboard.press('Control+y')
  })

  await test.step('an open editor is as it was after Escape, and a moment keeps its clock', async () => {
    const other = await grid.focus('Exam', 'Opens')
    await keyboard.type('2026-12-24 09:3')
    await keyboard.press('Alt+ArrowDown')
    await expect(calendar).toBeVisible()
    await keyboard.press('Escape')
    const editor = grid.editor('Opens', 'Exam')
    await expect(editor).toBeFocused()
    await expect(editor).toHaveValue('2026-12-24 09:3')
    await keyboard.type('0')
    await keyboard.press('Alt+ArrowDown')
    await calendar.getByRole('button', { name: 'Next month' }).click()
    await day('Friday 1 January 2027').click()
    await expect(other).toHaveText('1 Jan 2027, 09:30')
    await expect(other).toBeFocused()
  })

  await test.step("a record's sheet on a phone has the same calendar", async () => {
    await page.setViewportSize({ width: 380, height: 800 })
    await (await grid.cell('Exam', 'Purpose')).click()
    const sheet = page.getByRole('dialog', { name: 'Exam', exact: true })
    await sheet.getByRole('button', { name: 'Choose a date: Day' }).click()
    await day('Saturday 7 February 2026').click()
    await expect(sheet.getByLabel('Day', { exact: true })).toHaveValue('2026-02-07')
    await sheet.getByRole('button', { name: 'Done' }).click()
    await page.setViewportSize({ width: 1280, height: 720 })
  })
  await detail.saveAndContinue()
  await detail.page.reload()
  await expect(await grid.cell('Exam', 'Day')).toHaveText('7 Feb 2026')
  await expect(await grid.cell('Exam', 'Opens')).toHaveText('1 Jan 2027, 09:30')
}

/** Rows behind their heading, which come to sight by hand and where something is wrong with one. */
async function openKeys(detail: DetailPage): Promise<void> {
  const { page } = detail
  const { keyboard } = page
  const grid = detail.grid('Keys')
  const heading = page.getByRole('heading', { name: /^Keys/ })
  await expect(heading).toHaveText('Keys 0')
  await expect(grid.table).toBeHidden()
  await page.locator('summary').filter({ has: heading }).focus()
  await keyboard.press('Enter')
  await expect(grid.table).toBeVisible()
  await grid.type('New key', 'Holder', 'Ana Lee')
  const { violations } = await new AxeBuilder({ page }).include('details').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await heading.click()
  await expect(grid.table).toBeHidden()
  await expect(page.getByText('1 unsaved', { exact: true })).toBeVisible()

  await detail.button('Save').click()
  await expect(grid.table).toBeVisible()
  await heading.click()
  await expect(grid.table).toBeHidden()
  await detail.problems().getByRole('link', { name: 'Keys, Ana Lee, Number: Required' }).click()
  await expect(await grid.cell('Ana Lee', 'Number')).toBeFocused()
  await keyboard.type('7')
  await keyboard.press('Enter')
  await detail.saveAndContinue()

  await page.reload()
  await expect(grid.table).toBeHidden()
  await expect(heading).toHaveText('Keys 1')
  await visit(page, '/rooms/1?keys.sort=-number')
  await expect(grid.table).toBeVisible()
  await visit(page, '/rooms/1#rows-keys')
  await expect(grid.table).toBeVisible()
}

/** The same without JavaScript. */
async function readKeys(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto('/rooms/1')
  const name = page.getByRole('rowheader', { name: 'Ana Lee' })
  await expect(name).toBeHidden()
  await page.getByRole('heading', { name: /^Keys/ }).click()
  await expect(name).toBeVisible()
  await context.close()
}

function run(args: string[], env: Record<string, string> = {}): void {
  execFileSync(process.execPath, args, {
    cwd: copy,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** `npm start` in the copy, until it serves. What is returned stops it. */
async function start(env: Record<string, string>): Promise<() => Promise<unknown>> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: copy,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  let said = ''
  const ready = new Promise<boolean>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
      if (said.includes(`:${env.PORT}`)) done(true)
    })
    child.once('exit', () => done(false))
  })
  if (!(await ready)) throw new Error(`The copy did not start:\n${said}`)
  return () => {
    child.kill('SIGTERM')
    return ended
  }
}

/** The surroundings of the tests without what names their own application. */
function environment(): NodeJS.ProcessEnv {
  const { APP_URL, HOST, THROUGHLINE_BUILD, THROUGHLINE_DATA, NODE_OPTIONS, ...kept } = process.env
  return kept
}

const notSources = /^(\.git|\.next.*|\.data|node_modules|test-results|playwright-report|e2e|bench)$/

/** The sources as they are now, and the packages by links to their files. */
function copySources(): void {
  rmSync(copy, { recursive: true, force: true })
  for (const name of readdirSync(root).filter((name) => !notSources.test(name)))
    cpSync(join(root, name), join(copy, name), { recursive: true })
  link(join(root, 'node_modules'), join(copy, 'node_modules'))
}

function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) link(join(from, entry.name), join(to, entry.name))
    else if (entry.isFile()) linkSync(join(from, entry.name), join(to, entry.name))
    else cpSync(join(from, entry.name), join(to, entry.name), { verbatimSymlinks: true })
  }
}
