import { type KeptDraft, readDraft } from './draft'

const prefix = 'throughline:draft:'
/** A draft holds personal data, so it does not stay for longer than a day. */
const lifeMs = 24 * 60 * 60 * 1000

/** What drafts are kept in: the browser's `localStorage`, because it can still be written while a page is being closed. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** One record's drafts of one person. Each open page (`visit`) writes its own, so that two tabs do not overwrite each other. */
export type DraftPlace = { user: string; model: string; id: number | null; visit: string }

export type FoundDraft = { key: string; draft: KeptDraft }

function placePrefix({ user, model, id }: Omit<DraftPlace, 'visit'>): string {
  return `${prefix}${encodeURIComponent(user)}:${model}/${id ?? 'new'}:`
}

function keysUnder(storage: DraftStorage, start: string): string[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at))
  return keys.filter((key) => key?.startsWith(start)).map(String)
}

/** The drafts of this record that this person left behind on other visits, the newest first. */
export function findDrafts(storage: DraftStorage, place: DraftPlace): FoundDraft[] {
  const start = placePrefix(place)
  return keysUnder(storage, start)
    .filter((key) => key !== start + place.visit)
    .flatMap((key) => {
      const draft = readDraft(storage.getItem(key) ?? '')
      return draft ? [{ key, draft }] : []
    })
    .sort((a, b) => b.draft.at - a.draft.at)
}

/** Keeps a draft. Answers false when the browser has no room for it or refuses to keep anything. */
export function keepDraft(storage: DraftStorage, place: DraftPlace, draft: KeptDraft): boolean {
  try {
    storage.setItem(placePrefix(place) + place.visit, JSON.stringify(draft))
    return true
  } catch (error) {
    if (error instanceof DOMException) return false
    throw error
  }
}

export function dropDraft(storage: DraftStorage, place: DraftPlace): void {
  storage.removeItem(placePrefix(place) + place.visit)
}

/** Removes what is older than a day or cannot be read, of anyone. */
export function dropOldDrafts(storage: DraftStorage, now: number): void {
  for (const key of keysUnder(storage, prefix)) {
    const draft = readDraft(storage.getItem(key) ?? '')
    if (!draft || now - draft.at > lifeMs) storage.removeItem(key)
  }
}

/** The browser's storage, or nothing where it is switched off. */
export function draftStorage(): DraftStorage | undefined {
  try {
    return window.localStorage
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** Removes every draft in this browser; called on sign-out. Pages that are still open keep none from then on. */
export function clearDrafts(storage: DraftStorage | undefined = draftStorage()): void {
  generation++
  if (!storage) return
  for (const key of keysUnder(storage, prefix)) storage.removeItem(key)
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
