import { browserStorage, unlessRefused } from '@/components/ui/browser-storage'
import { putBackTexts, replayEvents } from './replay-events'

const knownKey = 'throughline:editor'

/** Resolves when it is time to fetch and start what is only needed by somebody who uses the page. */
export async function untilUsed(): Promise<void> {
  const page = globalThis.firstUse
  if (page && !isKnown()) await page.used
}

/** Resolves when what is used may replace nothing that is still being typed. */
export async function untilSettled(): Promise<void> {
  await globalThis.firstUse?.settled
}

/** The part of the page that waited for its first use stands; nothing has been done to it since. */
export function standsNow(): void {
  const page = globalThis.firstUse
  if (page) putBackTexts(page)
}

/** The part of the page that waited for its first use has started: it hears now what was done to it meanwhile. */
export function startedNow(): void {
  unlessRefused(() => browserStorage()?.setItem(knownKey, build))
  const page = globalThis.firstUse
  if (page) void replayEvents(page)
}

const build = process.env.NEXT_DEPLOYMENT_ID ?? ''

/** Whether this browser has fetched the same scripts before, and has them at hand. */
function isKnown(): boolean {
  return build !== '' && browserStorage()?.getItem(knownKey) === build
}
