import { request as httpRequest } from 'node:http'
import type { Page, Request, Route } from '@playwright/test'

/** Whether a request calls a server action, which on a detail page is a save. */
export function isSave(request: Request): boolean {
  return request.method() === 'POST' && request.headers()['next-action'] !== undefined
}

/** A save as it travels. `body` is what the action is called with: model, record and the batch as text. */
export type SentSave = { url: string; headers: Record<string, string>; body: string }

/** The batch of a save, as much of it as tests look at. */
export type SentBatch = { saveId: string; rows: number; record: object; inlines: Record<string, unknown> }

/** The saves that a page sends from now on. */
export function watchSaves(page: Page): Request[] {
  const saves: Request[] = []
  page.on('request', (request) => {
    if (isSave(request)) saves.push(request)
  })
  return saves
}

export function batchOf({ body }: SentSave): SentBatch {
  const [, , { json }] = JSON.parse(body)
  return JSON.parse(json)
}

export function saveIdOf(request: Request): string {
  return batchOf({ url: '', headers: {}, body: request.postData() ?? '' }).saveId
}

/** The same call with another batch. */
export function withBatch(save: SentSave, batch: SentBatch): SentSave {
  const [model, id] = JSON.parse(save.body)
  return { ...save, body: JSON.stringify([model, id, { json: JSON.stringify(batch) }]) }
}

/** A save of the page as it was sent, to be sent again. */
export async function sentSave(request: Request): Promise<SentSave> {
  const { 'content-length': _, 'accept-encoding': __, connection: ___, ...headers } = await request.allHeaders()
  return { url: request.url(), headers, body: request.postData() ?? '' }
}

/** What a server answered to a save; `result` is null when it gave none. */
export type SaveAnswer = { status: number; result: { ok: boolean; [key: string]: unknown } | null }

/** Sends a save past the browser, to one instance when its port is given. Throws when no answer comes. */
export function send({ url, headers, body }: SentSave, port = Number(new URL(url).port)): Promise<SaveAnswer> {
  const { host, pathname } = new URL(url)
  return new Promise((done, failed) => {
    const asked = httpRequest({
      host: '127.0.0.1',
      port,
      path: pathname,
      method: 'POST',
      headers: { ...headers, host },
      agent: false,
    })
    asked.once('error', failed)
    asked.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.once('error', failed)
      response.once('close', () => {
        if (response.complete) done({ status: response.statusCode ?? 0, result: resultOf(text) })
        else failed(new Error('The answer was cut off'))
      })
    })
    asked.end(body)
  })
}

/** The result of a server action, out of the lines that frame it. */
function resultOf(text: string): SaveAnswer['result'] {
  const line = text.split('\n').find((each) => /^\w+:\{.*"ok":/.test(each))
  return line ? JSON.parse(line.slice(line.indexOf('{'))) : null
}

/** Handles the next save of a page in place of the network; those after it pass. */
export async function onNextSave(page: Page, handle: (route: Route) => Promise<void>): Promise<void> {
  let isDone = false
  await page.route('**/*', async (route) => {
    if (isDone || !isSave(route.request())) return route.fallback()
    isDone = true
    await handle(route)
  })
}

/** Holds the next save back until it is let go. */
export async function holdNextSave(page: Page): Promise<{ sent: Promise<void>; letGo: () => void }> {
  let tellSent = () => {}
  let letGo = () => {}
  const sent = new Promise<void>((done) => {
    tellSent = done
  })
  const free = new Promise<void>((done) => {
    letGo = done
  })
  await onNextSave(page, async (route) => {
    tellSent()
    await free
    await route.continue()
  })
  return { sent, letGo }
}

/** Lets the next save take effect and loses its answer. */
export function loseNextAnswer(page: Page): Promise<void> {
  return onNextSave(page, async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
}
