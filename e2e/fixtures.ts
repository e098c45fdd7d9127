import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { type Person, TestDatabase } from './database'
import { watchPage } from './watch'

export { expect }

type Name = 'admin' | 'registrar' | 'viewer'

type Options = {
  /** Who `page` is signed in as: somebody of the demonstration, somebody new with these permissions, nobody. */
  person: Name | { may: readonly string[] } | null
}

type Fixtures = {
  /** Opens another browser of somebody's, watched like `page`: a second person, or a second device. */
  browserOf: (person: Name | Person | null, options?: Parameters<typeof contextOf>[2]) => Promise<Page>
  /** What a browser may complain of in this test, for tests that make it complain. */
  tolerate: (complaint: RegExp) => void
  complaints: { found: string[]; tolerated: RegExp[] }
}

/**
 * Tests with a signed-in `page` and the `db` behind the application. A test fails when a page throws, logs an error, breaks
 * the content security policy or loses the focus after a gesture in a grid.
 */
export const test = base.extend<Options & Fixtures, { db: TestDatabase }>({
  person: ['admin', { option: true }],

  db: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first parameter.
    async ({}, use) => {
      const db = new TestDatabase()
      await use(db)
      await db.end()
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first parameter.
  baseURL: async ({}, use) => use(process.env.APP_URL),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first parameter.
  complaints: async ({}, use) => {
    const complaints = { found: [] as string[], tolerated: [] as RegExp[] }
    await use(complaints)
    const { found, tolerated } = complaints
    expect(found.filter((text) => !tolerated.some((pattern) => pattern.test(text)))).toEqual([])
  },

  tolerate: async ({ complaints }, use) => use((complaint) => void complaints.tolerated.push(complaint)),

  storageState: async ({ person, db, baseURL }, use) => {
    const session = typeof person === 'string' ? await db.session(person) : person && (await db.person(person.may))
    await use(stateOf(session, baseURL))
  },

  page: async ({ page, complaints }, use) => {
    await watchPage(page, complaints.found)
    await use(page)
  },

  browserOf: async ({ browser, db, baseURL, complaints }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (person, options) => {
      const session = typeof person === 'string' ? await db.session(person) : person
      const context = await contextOf(browser, stateOf(session, baseURL), { baseURL, ...options })
      contexts.push(context)
      const page = await context.newPage()
      await watchPage(page, complaints.found)
      return page
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

function contextOf(
  browser: import('@playwright/test').Browser,
  storageState: ReturnType<typeof stateOf>,
  options: import('@playwright/test').BrowserContextOptions,
): Promise<BrowserContext> {
  return browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options, storageState })
}

function stateOf(person: Person | null, baseURL: string | undefined) {
  const cookies = person
    ? [
        {
          name: 'throughline.session_token',
          value: person.cookie,
          domain: new URL(baseURL ?? '').hostname,
          path: '/',
          expires: -1,
          httpOnly: true,
          secure: false,
          sameSite: 'Lax' as const,
        },
      ]
    : []
  return { cookies, origins: [] }
}
