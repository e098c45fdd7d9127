import { unlessRefused } from '@/components/ui/browser-storage'
import { type KeptDraft, readDraft } from './draft'
import { type DraftStorage, draftKeys, draftPrefix } from './draft-storage'

/** A draft holds personal data, so it does not stay for longer than a day. */
const lifeMs = 24 * 60 * 60 * 1000

/** One record's drafts of one person. Each open page (`visit`) writes its own, so that two tabs do not overwrite each other. */
export type DraftPlace = { user: string; model: string; id: number | null; visit: string }

export type FoundDraft = { key: string; draft: KeptDraft }

function placePrefix({ user, model, id }: Omit<DraftPlace, 'visit'>): string {
  return `${draftPrefix}${encodeURIComponent(user)}:${model}/${id ?? 'new'}:`
}

/** The drafts of this record that this person left behind on other visits, the newest first. */
export function findDrafts(storage: DraftStorage, place: DraftPlace): FoundDraft[] {
  const start = placePrefix(place)
  return draftKeys(storage, start)
    .filter((key) => key !== start + place.visit)
    .flatMap((key) => {
      const draft = readDraft(storage.getItem(key) ?? '')
      return draft ? [{ key, draft }] : []
    })
    .sort((a, b) => b.draft.at - a.draft.at)
}

/** Keeps a draft. Answers false when the browser has no room for it or refuses to keep anything. */
export function keepDraft(storage: DraftStorage, place: DraftPlace, draft: KeptDraft): boolean {
  const kept = unlessRefused(() => {
    storage.setItem(placePrefix(place) + place.visit, JSON.stringify(draft))
    return true
  })
  return kept ?? false
}

export function dropDraft(storage: DraftStorage, place: DraftPlace): void {
  storage.removeItem(placePrefix(place) + place.visit)
}

/** Removes what is older than a day or cannot be read, of anyone. */
export function dropOldDrafts(storage: DraftStorage, now: number): void {
  for (const key of draftKeys(storage)) {
    const draft = readDraft(storage.getItem(key) ?? '')
    if (!draft || now - draft.at > lifeMs) storage.removeItem(key)
  }
}
