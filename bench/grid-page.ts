import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Locator, type Page } from '@playwright/test'
import { clipboardForms } from '../components/inline-grid/clipboard/clipboard'
import { findBrowser } from '../scripts/browser.mjs'
import type { DatabaseWorld } from './world'

/** How many times slower than this computer the browser runs. */
const slowdown = 4

/** Milliseconds of the handlers of the event, until the result was painted, and of the longest task (0: none of over 50). */
export type Measured = { script: number; seen: number; longest: number }

type Probe = {
  opened(rows: number): Promise<number>
  arm(type: string, isDone?: () => boolean): void
  measured(): Promise<Measured>
  kept(): Promise<number>
  unsaved(): number
  rowCount(): number
  paste(text: string, html: string): Promise<void>
  script(): number
}

declare global {
  var bench: Probe
}

let browser: Promise<Browser> | undefined

/** The page of a course in a Chromium of its own kind of person: signed in, with nothing cached. */
export async function visit(world: DatabaseWorld, size: number): Promise<GridPage> {
  browser ??= findBrowser().then((executablePath) => chromium.launch({ executablePath, args: ['--no-sandbox'] }))
  const app = await world.app()
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 800 } })
  const pairs = app.headers.cookie?.split('; ') ?? []
  await context.addCookies(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url }
    }),
  )
  await context.addInitScript({ path: fileURLToPath(new URL('probe.js', import.meta.url)) })
  const page = await context.newPage()
  page.on('dialog', (dialog) => dialog.accept())
  return new GridPage(
    context,
    page,
    await context.newCDPSession(page),
    `${app.url}/courses/${world.course(size)}`,
    size,
  )
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
}

/** A course's page with its grid of enrollments, driven by keys and measured in the page itself. */
export class GridPage {
  constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly devtools: CDPSession,
    private readonly url: string,
    readonly rows: number,
  ) {}

  close(): Promise<void> {
    return this.context.close()
  }

  async slow(isSlow: boolean): Promise<void> {
    await this.devtools.send('Emulation.setCPUThrottlingRate', { rate: isSlow ? slowdown : 1 })
  }

  /**
   * Opens the page anew; answers after how many milliseconds it could be used, with the rows on the screen drawn, or all
   * of its rows were drawn.
   */
  async open(until: 'usable' | 'whole' = 'whole'): Promise<number> {
    await this.page.goto(this.url, { waitUntil: 'commit' })
    // Above a thousand rows only those on the screen are ever drawn.
    const rows = until === 'usable' || this.rows > 1_000 ? 20 : this.rows
    return this.page.evaluate((count) => bench.opened(count), rows)
  }

  /** Opens the page anew as a reader does, who does nothing; answers with the script that the page fetched, in bytes. */
  async read(): Promise<number> {
    await this.page.goto(this.url, { waitUntil: 'networkidle' })
    return this.page.evaluate(() => bench.script())
  }

  /** From the first sign that somebody uses the open page until its grid answers, in milliseconds. */
  firstUse(): Promise<number> {
    return this.page.evaluate(async () => {
      const begun = performance.now()
      return (await bench.opened(20)) - begun
    })
  }

  get grid(): Locator {
    return this.page.getByRole('grid')
  }

  /** Puts the focus on a cell of a row, counted from 0. */
  async focus(row: number, column: string): Promise<void> {
    const cell = this.grid.locator(
      `tbody:not([aria-hidden]) > tr[aria-rowindex="${row + 2}"] > [data-column="${column}"]`,
    )
    if (await cell.evaluate((element) => element === document.activeElement)) return
    await cell.click()
    // A click on the cell that has the grid's focus opens its editor: Escape closes its list, and then itself.
    while (await this.grid.locator('input:focus:not([type=checkbox])').count()) await this.press('Escape')
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key)
  }

  /** Measures what happens from an event of this type on, which `act` brings about. */
  async measure(type: string, act: () => Promise<unknown>, until: 'at once' | 'shown' | number = 'at once') {
    await this.page.evaluate(
      ({ type, until }) => {
        const before = bench.rowCount()
        if (until === 'at once') bench.arm(type)
        else if (until === 'shown') bench.arm(type, () => bench.rowCount() !== before)
        else bench.arm(type, () => bench.unsaved() === until)
      },
      { type, until },
    )
    await act()
    return this.page.evaluate(() => bench.measured())
  }

  /** Pastes a block with its exact form, as copied from a grid, where the focus is. */
  async paste(block: Parameters<typeof clipboardForms>[0]): Promise<void> {
    await this.page.evaluate(({ text, html }) => bench.paste(text, html), clipboardForms(block))
  }

  /** Resolves when the browser has nothing to do that cannot wait, or after a second: while a button is held it may not say so. */
  rest(): Promise<void> {
    return this.page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done(), { timeout: 1_000 })))
  }

  async heap(): Promise<number> {
    await this.devtools.send('HeapProfiler.collectGarbage')
    return (await this.devtools.send('Runtime.getHeapUsage')).usedSize
  }
}
