import { execFileSync, spawn } from 'node:child_process'
import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../db/embedded'
import { expect, test } from './fixtures'
import { SECRET } from './instance'
import { DetailPage, visit } from './pages'

const root = fileURLToPath(new URL('..', import.meta.url))
const copy = join(root, 'test-results', 'new-model')

const table = `import { integer, pgTable, unique, varchar } from 'drizzle-orm/pg-core'
import { id } from './columns'

export const rooms = pgTable(
  'rooms',
  {
    id: id(),
    name: varchar('name', { length: 40 }).notNull(),
    seats: integer('seats'),
  },
  (table) => [unique('rooms_name_key').on(table.name)],
)
`

const declaration = `import { rooms } from '@/db/schema/rooms'
import { model } from './engine/define'

export default model(rooms, {
  title: 'name',
  group: 'Teaching',
  list: { columns: ['name', 'seats'], search: ['name'], sort: 'name' },
  fields: ['name', 'seats'],
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
      const page = await browser.newPage({ baseURL: `http://127.0.0.1:${env.PORT}` })
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
      await page.context().close()
    } finally {
      await stop()
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

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
