import type { Page } from '@playwright/test'

/** What a page asks to be told with the next frame it is told half a second late, as on a machine that is busy. */
export async function whileFramesAreLate(page: Page, work: () => Promise<void>): Promise<void> {
  const own = await page.evaluateHandle(() => {
    const next = window.requestAnimationFrame
    window.requestAnimationFrame = (draw) => next(() => setTimeout(() => draw(performance.now()), 500))
    return next
  })
  await work()
  await page.evaluate((next) => {
    window.requestAnimationFrame = next
  }, own)
}
