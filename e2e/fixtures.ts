import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { Contexts } from './contexts'
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
  browserOf: (person: Name | Person | null, options?: BrowserContextOptions) => Promise<Page>
  /** Opens a context of somebody's for the length of the test. */
  contextOf: (person: Person | null, options?: BrowserContextOptions) => Promise<BrowserContext>
  /** What a browser may complain of in this test, for tests that make it complain. */
  tolerate: (complaint: RegExp) => void
  complaints: { found: string[]; tolerated: RegExp[] }
}

/**
 * Tests with a signed-in `page` and the `db` behind the application. A test fails when a page throws, logs an error, breaks
 * the content security policy or loses the focus after a gesture in a grid.
 */
export const test = base.extend<Options & Fixtures, { db: TestDatabase; contexts: Contexts }>({
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

  contexts: [async ({ browser }, use) => use(new Contexts(browser)), { scope: 'worker' }],

  contextOf: async (
    { contexts, baseURL, viewport, hasTouch, isMobile, colorScheme, javaScriptEnabled, locale, timezoneId },
    use,
    test,
  ) => {
    const own = { baseURL, viewport, hasTouch, isMobile, colorScheme, javaScriptEnabled, locale, timezoneId }
    const taken: BrowserContext[] = []
    await use(async (person, options) => {
      const context = await contexts.take({ ...own, ...options }, cookiesOf(person, baseURL))
      taken.push(context)
      return context
    })
    const isFine = test.status === test.expectedStatus
    await Promise.all(
      taken.map((context) => (isFine ? contexts.giveBack(context, new URL(baseURL ?? '').origin) : context.close())),
    )
  },

  context: async ({ person, db, contextOf }, use) => {
    const session = typeof person === 'string' ? await db.session(person) : person && (await db.person(person.may))
    await use(await contextOf(session))
  },

  page: async ({ context, complaints }, use) => {
    const page = context.pages()[0]!
    await watchPage(page, complaints.found)
    await use(page)
  },

  browserOf: async ({ db, contextOf, complaints }, use) => {
    await use(async (person, options) => {
      const session = typeof person === 'string' ? await db.session(person) : person
      const page = (await contextOf(session, options)).pages()[0]!
      await watchPage(page, complaints.found)
      return page
    })
  },
})

function cookiesOf(person: Person | null, baseURL: string | undefined) {
  if (!person) return []
  return [
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
}
