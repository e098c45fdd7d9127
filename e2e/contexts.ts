import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test'

type Cookies = Parameters<BrowserContext['addCookies']>[0]

/**
 * The browser contexts of one worker. One that a test is done with is emptied and serves the next test that wants one of the
 * same kind: what it has fetched and compiled of the application, most of the cost of opening a page, is there already.
 * Pages, cookies, storage, permissions and routes are never handed on.
 */
export class Contexts {
  private readonly free = new Map<string, BrowserContext[]>()
  private readonly kinds = new Map<BrowserContext, string>()

  constructor(private readonly browser: Browser) {}

  /** A context with one blank page, these cookies and these options, which must be all that a test can set. */
  async take(options: BrowserContextOptions, cookies: Cookies): Promise<BrowserContext> {
    const kind = JSON.stringify(options)
    const context = this.free.get(kind)?.pop() ?? (await this.create(kind, options))
    await context.addCookies(cookies)
    return context
  }

  private async create(kind: string, options: BrowserContextOptions): Promise<BrowserContext> {
    const context = await this.browser.newContext({ ...options, storageState: { cookies: [], origins: [] } })
    this.kinds.set(context, kind)
    await context.newPage()
    return context
  }

  /** Takes a context back from a test, empties it and keeps it. */
  async giveBack(context: BrowserContext, origin: string): Promise<void> {
    const kind = this.kinds.get(context) ?? ''
    await Promise.all(context.pages().map((page) => page.close()))
    await context.unrouteAll()
    await context.setOffline(false)
    await context.clearPermissions()
    await context.clearCookies()
    // What a page stored when it was closed, too.
    const client = await context.newCDPSession(await context.newPage())
    await client.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb,cache_storage' })
    await client.detach()
    this.free.set(kind, [...(this.free.get(kind) ?? []), context])
  }
}
