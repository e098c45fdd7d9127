import type { Page } from '@playwright/test'

/** Notes everything that must not happen on a page: errors, broken policy, a focus that falls off the page. */
export async function watchPage(page: Page, found: string[]): Promise<void> {
  page.on('pageerror', (error) => found.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`${message.text()} (${message.location().url})`)
  })
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`Policy violated: ${violatedDirective} ${blockedURI}`)
    })

    // After a gesture in a grid the focus is somewhere, unless the gesture led to another page.
    const check = ({ type, target }: Event) => {
      if (!(target instanceof Element) || !target.closest('[role=grid]')) return
      const from = location.href
      const look = () => {
        const isLost = document.activeElement === document.body && document.hasFocus() && location.href === from
        if (isLost && document.querySelector('[role=grid]')) console.error(`The focus was lost after ${type}`)
      }
      setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(look)))
    }
    for (const type of ['keydown', 'click', 'paste', 'cut']) addEventListener(type, check, true)
  })
}
