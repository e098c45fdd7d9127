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

    // Nor does it fall off later, with an answer of the server or the end of a dialog that the grid opened.
    let isInUse = false
    let looks = 0
    addEventListener(
      'mousedown',
      ({ target }) => {
        // A press on nothing takes the focus away by itself.
        if (!(target instanceof Element) || !target.closest('[role=grid], a, button, input, [role=option]'))
          isInUse = false
      },
      true,
    )
    setInterval(() => {
      const active = document.activeElement
      const isLost = active === null || active === document.body
      looks = isLost ? looks + 1 : 0
      if (!document.querySelector('[data-inline] [role=grid]')) isInUse = false
      else if (!isLost)
        isInUse =
          active.closest('[data-inline]') !== null ||
          (isInUse && active.closest('[role=dialog], [role=alertdialog], [role=menu]') !== null)
      else if (isInUse && looks > 3 && document.hasFocus()) {
        isInUse = false
        console.error('The focus fell from the grid to the page')
      }
    }, 100)
  })
}
