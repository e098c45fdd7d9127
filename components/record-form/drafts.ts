import { assemble, type DraftIndex, type KeptDraft, readIndex } from './draft'
import { type DraftStorage, draftKeys, draftPrefix, pieceKey, pieceOf, timeOf } from './draft-storage'

/** A draft holds personal data, so it does not stay for longer than a day. */
const lifeMs = 24 * 60 * 60 * 1000
/** A piece that no draft names by then was left by a page that ended while it wrote. */
const writingMs = 10 * 60 * 1000

/** One record's drafts of one person. Each open page (`visit`) writes its own, so that two tabs do not overwrite each other. */
export type DraftPlace = { user: string; model: string; id: number | null; visit: string }

export type FoundDraft = { key: string; index: DraftIndex }

/** The key of a place's draft. */
export function draftKey(place: DraftPlace): string {
  return placePrefix(place) + place.visit
}

function placePrefix({ user, model, id }: Omit<DraftPlace, 'visit'>): string {
  return `${draftPrefix}${encodeURIComponent(user)}:${model}/${id ?? 'new'}:`
}

/** The drafts of this record that this person left behind on other visits, the newest first. */
export function findDrafts(storage: DraftStorage, place: DraftPlace): FoundDraft[] {
  const keys = new Set(draftKeys(storage, placePrefix(place)))
  return [...keys]
    .filter((key) => key !== draftKey(place) && !pieceOf(key))
    .flatMap((key) => {
      const index = wholeIndex(storage, key, keys)
      return index ? [{ key, index }] : []
    })
    .sort((a, b) => b.index.at - a.index.at)
}

/** The index under a key, if there is one and all of its pieces are there. */
function wholeIndex(storage: DraftStorage, key: string, keys: ReadonlySet<string>): DraftIndex | undefined {
  const index = readIndex(storage.getItem(key) ?? '')
  return index && keysOf({ key, index }).every((each) => keys.has(each)) ? index : undefined
}

/** All that is in a found draft; nothing when it is damaged. */
export function openDraft(storage: DraftStorage, { key, index }: FoundDraft): KeptDraft | undefined {
  return assemble(index, (name) => storage.getItem(pieceKey(key, name, index.pieces[name] ?? '')))
}

/** The keys under which a draft is kept, the index's own first. */
export function keysOf({ key, index }: FoundDraft): string[] {
  return [key, ...Object.entries(index.pieces).map(([name, stamp]) => pieceKey(key, name, stamp))]
}

export function dropDraft(storage: DraftStorage, draft: FoundDraft): void {
  for (const key of keysOf(draft)) storage.removeItem(key)
}

/** Removes what is older than a day, cannot be read or belongs to nothing, of anyone. */
export function dropOldDrafts(storage: DraftStorage, now: number): void {
  const keys = new Set(draftKeys(storage))
  const named = new Set<string>()
  for (const key of keys) {
    if (pieceOf(key)) continue
    const index = wholeIndex(storage, key, keys)
    if (index && now - index.at <= lifeMs) for (const each of keysOf({ key, index })) named.add(each)
    else storage.removeItem(key)
  }
  for (const key of keys) {
    const piece = pieceOf(key)
    // Another page may be writing it now.
    const isNew = piece && now - timeOf(piece.stamp) <= writingMs
    if (piece && !named.has(key) && !isNew) storage.removeItem(key)
  }
}
