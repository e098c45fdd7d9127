import type { Page } from '@playwright/test'

/** What a page does while nobody waits for it, held back until it is called for. */
export type HeldIdle = {
  /** Calls so much of what waits, each in a task of its own, and resolves some frames later: what follows of it waits then. */
  call(count: number): Promise<void>
  /** Calls so much of it, and then presses a key where the focus is, all in one task: neither is drawn before the other. */
  callAndPress(count: number, key: Key): Promise<void>
}

type Key = { key: string; code: string; ctrlKey: boolean }

type Held = { call(): boolean }

/** From now on nothing is done in the page's idle time but what the test calls for. */
export async function holdIdle(page: Page): Promise<HeldIdle> {
  const held = await page.evaluateHandle((): Held => {
    const waiting = new Map<number, IdleRequestCallback>()
    let last = 0
    window.requestIdleCallback = (work) => {
      last += 1
      waiting.set(last, work)
      return last
    }
    window.cancelIdleCallback = (id) => void waiting.delete(id)
    return {
      call() {
        for (const [id, work] of waiting) {
          waiting.delete(id)
          work({ didTimeout: false, timeRemaining: () => 10 })
          return true
        }
        return false
      },
    }
  })
  return {
    async call(count) {
      await held.evaluate(async ({ call }, count) => {
        for (let called = 0; called < count && call(); called += 1) await new Promise((done) => setTimeout(done))
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
      }, count)
    },
    async callAndPress(count, key) {
      await held.evaluate(
        ({ call }, { count, key }) => {
          for (let called = 0; called < count; called += 1) call()
          document.activeElement?.dispatchEvent(
            new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }),
          )
        },
        { count, key },
      )
    },
  }
}
