import { unique } from './database'
import { expect, test } from './fixtures'
import { DetailPage } from './pages'

test('an operations person edits the modules of a database and the departments of who answers for it', async ({
  page,
  db,
}) => {
  const mark = unique()
  const [old, fresh] = await db.categories([`Old ${mark}`, `New ${mark}`])
  const contact = await db.contact()
  await db.sql`insert into contact_departments (contact_id, category_id) values (${contact.id}, ${old!.id})`
  const config = await db.configuration({ contactId: contact.id, modules: 2 })
  const [added] = await db.modules(1)
  const [kept, gone] = config.modules
  const [link] = await db.sql`
    select id from database_config_modules where database_config_id = ${config.id} and module_id = ${kept!.id}`

  const detail = await new DetailPage(page).open('database-configs', config.id)
  await expect(detail.heading(config.title)).toBeVisible()
  const modules = detail.grid('Modules')
  const departments = detail.grid('Contact departments')
  await expect(modules.rows()).toHaveCount(3)
  await modules.delete(gone!.title)
  await modules.focus('New module', 'Module')
  await page.keyboard.type(added!.code)
  await expect(page.getByRole('option', { name: added!.title })).toBeVisible()
  await page.keyboard.press('Enter')
  await departments.delete(old!.name)
  await departments.choose('New contact department', 'Category', fresh!.name)
  await detail.field('Description').fill(`Kept by ${mark}`)
  await detail.saveAndContinue()

  expect(await db.codes(config.id)).toEqual([kept!.code, added!.code].sort())
  expect(
    await db.sql`
    select id from database_config_modules where database_config_id = ${config.id} and module_id = ${kept!.id}`,
  ).toEqual([link])
  expect(await db.departments(contact.id)).toEqual([fresh!.name])
  await page.reload()
  await expect(modules.row(added!.title)).toBeVisible()
  await expect(departments.row(fresh!.name)).toBeVisible()
  await expect(detail.heading(`${config.databaseName} Kept by ${mark}`)).toBeVisible()

  await detail.open('contacts', contact.id)
  await expect(detail.grid('Contact departments').row(fresh!.name)).toBeVisible()
  await detail.open('categories', fresh!.id)
  await expect(detail.grid('Contact departments').row(contact.username)).toBeVisible()
})

test('a configuration without a contact says so, and shows the departments of one that is chosen', async ({
  page,
  db,
}) => {
  const mark = unique()
  const contact = await db.contact([`Physics ${mark}`])
  const config = await db.configuration()
  const detail = await new DetailPage(page).open('database-configs', config.id)
  const grid = detail.grid('Contact departments')
  await expect(page.getByRole('main')).toContainText(/no contact|choose a contact/i)
  await expect(grid.rows()).toHaveCount(0)
  await detail.choose('Contact', contact.username)
  await detail.saveAndContinue()
  await expect(grid.row(`Physics ${mark}`)).toBeVisible()
  expect(await db.sql`select contact_id from database_configs where id = ${config.id}`).toEqual([
    { contact_id: contact.id },
  ])

  await page.getByRole('main').getByRole('button', { name: 'Clear' }).click()
  await detail.saveAndContinue()
  expect(await db.sql`select contact_id from database_configs where id = ${config.id}`).toEqual([{ contact_id: null }])
  expect(await db.departments(contact.id)).toEqual([`Physics ${mark}`])
})

test('an article takes and loses tags as chips, and links that stay are the same links', async ({ page, db }) => {
  const mark = unique()
  const tags = await db.sql<{ id: number; name: string }[]>`
    insert into tags (name) values (${`red ${mark}`}), (${`green ${mark}`}), (${`blue ${mark}`}) returning id, name`
  const [article] = await db.sql<
    { id: number }[]
  >`insert into articles (title) values (${`Article ${mark}`}) returning id`
  await db.sql`insert into article_tags (article_id, tag_id) values (${article!.id}, ${tags[0]!.id}), (${article!.id}, ${tags[1]!.id})`
  const links = () => db.sql`
    select article_tags.id, name from article_tags join tags on tags.id = tag_id where article_id = ${article!.id} order by 1`
  const before = await links()

  const detail = await new DetailPage(page).open('articles', article!.id)
  await expect(detail.chips('Tags')).toHaveText([`green ${mark}`, `red ${mark}`])
  await page.getByRole('button', { name: `Remove red ${mark}` }).click()
  await detail.choose('Tags', `blue ${mark}`)
  await expect(detail.chips('Tags')).toHaveText([`green ${mark}`, new RegExp(`^blue ${mark}`)])
  await detail.saveAndContinue()
  expect(await links()).toEqual([before[1], { id: expect.any(Number), name: `blue ${mark}` }])

  await page.getByRole('button', { name: `Remove green ${mark}` }).click()
  await page.getByRole('button', { name: `Remove blue ${mark}` }).click()
  await detail.saveAndContinue()
  expect(await links()).toEqual([])
})

test('what a group may do takes effect for its members at their next step', async ({ page, browserOf, db }) => {
  const member = await db.person()
  const mark = unique()
  const detail = await new DetailPage(page).open('groups', 'new')
  await detail.field('Name').fill(`Tag readers ${mark}`)
  const [permission] = await db.sql<
    { name: string }[]
  >`select name from permissions where model = 'tags' and verb = 'view'`
  await detail.choose('Permissions', permission!.name)
  await detail.saveAndContinue()

  const theirs = await browserOf(member)
  expect((await theirs.request.get('/tags')).status()).toBe(404)
  await detail.open('users', member.id)
  await detail.choose('Groups', `Tag readers ${mark}`)
  await detail.saveAndContinue()
  expect((await theirs.request.get('/tags')).status()).toBe(200)
  expect((await theirs.request.get('/articles')).status()).toBe(404)

  await detail.field('Active').uncheck()
  await detail.saveAndContinue()
  expect((await theirs.request.get('/tags', { maxRedirects: 0 })).status()).toBe(307)
})
