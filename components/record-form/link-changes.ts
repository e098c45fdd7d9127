import type { LinkChanges } from '@/admin/engine/batch'
import type { Related } from '@/admin/engine/form'

/** The records a relation had when the page was loaded or saved, and those chosen now. */
export type Links = { stored: readonly Related[]; chosen: readonly Related[] }

const without = (list: readonly Related[], gone: readonly Related[]) => {
  const ids = new Set(gone.map(([id]) => id))
  return list.filter(([id]) => !ids.has(id))
}

export function addedLinks(links: Links): Related[] {
  return without(links.chosen, links.stored)
}

export function removedLinks(links: Links): Related[] {
  return without(links.stored, links.chosen)
}

/** What a batch says of a relation, or null when the same records are chosen as at first, in whatever order. */
export function linkChanges(links: Links): LinkChanges | null {
  const add = addedLinks(links).map(([id]) => id)
  const remove = removedLinks(links).map(([id]) => id)
  return add.length + remove.length === 0 ? null : { add, remove }
}

/** The relation with some records added and others taken away; what is there already stays where it is. */
export function withLinks(links: Links, add: readonly Related[], remove: readonly Related[]): Links {
  const kept = without(links.chosen, remove)
  return { ...links, chosen: [...kept, ...without(add, kept)] }
}

/** The relation on top of what a save stored: what was added or removed after `sent` stays an unsaved change. */
export function rebaseLinks(links: Links, sent: readonly Related[], stored: readonly Related[]): Links {
  const added = without(links.chosen, sent)
  const removed = without(sent, links.chosen)
  return withLinks({ stored, chosen: stored }, added, removed)
}
