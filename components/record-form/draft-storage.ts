import { browserStorage } from '@/components/ui/browser-storage'

/** What drafts are kept in: the browser's `localStorage`, because it can still be written while a page is being closed. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

export const draftPrefix = 'throughline:draft:'

/** The keys of all drafts, of anyone, or of those whose keys begin so. */
export function draftKeys(storage: DraftStorage, start = draftPrefix): string[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at))
  return keys.filter((key) => key?.startsWith(start)).map(String)
}

/** Between the key of a draft, the name of one of its pieces and the stamp of that; none of them holds it. */
const mark = '#'

export function pieceKey(draft: string, name: string, stamp: string): string {
  return [draft, name, stamp].join(mark)
}

/** A key of a draft's piece, taken apart; undefined when it is that of a draft itself. */
export function pieceOf(key: string): { draft: string; name: string; stamp: string } | undefined {
  const [draft = '', name, stamp = ''] = key.split(mark)
  return name === undefined ? undefined : { draft, name, stamp }
}

let stamps = 0

/** Another one each time, which tells when it was made. */
export function newStamp(): string {
  stamps += 1
  return `${Date.now().toString(36)}.${stamps}`
}

/** When a stamp was made, in milliseconds; NaN when it is none. */
export function timeOf(stamp: string): number {
  return Number.parseInt(stamp, 36)
}

/** Removes every draft in this browser; called on sign-out. Pages that are still open keep none from then on. */
export function clearDrafts(storage: DraftStorage | undefined = browserStorage()): void {
  generation++
  if (!storage) return
  for (const key of draftKeys(storage)) storage.removeItem(key)
  // Other tabs hear of a change of the storage, not of this module.
  storage.setItem(signOutKey, String(Date.now()))
  storage.removeItem(signOutKey)
}

const signOutKey = 'throughline:signed-out'
let generation = 0

/** Grows with every sign-out: who began under an earlier one keeps no drafts any more. */
export function draftGeneration(): number {
  return generation
}

/** Listens for a sign-out in another tab. Returns how to stop. */
export function watchSignOut(): () => void {
  const listen = ({ key }: StorageEvent) => {
    if (key === signOutKey) generation++
  }
  window.addEventListener('storage', listen)
  return () => window.removeEventListener('storage', listen)
}
