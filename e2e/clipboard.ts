import type { Page } from '@playwright/test'

export type Copied = { text: string; html?: string }

/** Puts on the clipboard what another program would, to the last character: nothing cleans it on the way. */
export async function putOnClipboard(page: Page, { text, html }: Copied): Promise<void> {
  await page.evaluate(
    ({ text, html }) => {
      const put = (event: ClipboardEvent) => {
        event.clipboardData?.setData('text/plain', text)
        if (html !== undefined) event.clipboardData?.setData('text/html', html)
        event.preventDefault()
        event.stopImmediatePropagation()
      }
      const allow = (event: Event) => event.preventDefault()
      addEventListener('beforecopy', allow, true)
      addEventListener('copy', put, true)
      const isDone = document.execCommand('copy')
      removeEventListener('copy', put, true)
      removeEventListener('beforecopy', allow, true)
      if (!isDone) throw new Error('The browser did not copy')
    },
    { text, html },
  )
}

/** Pastes with the keys. */
export async function pasteInto(page: Page, copied: Copied): Promise<void> {
  await putOnClipboard(page, copied)
  await page.keyboard.press('Control+v')
}

/** What the next paste would bring, read without pasting. */
export async function clipboardText(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  return page.evaluate(() => navigator.clipboard.readText())
}
