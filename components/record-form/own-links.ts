import type { LinkChanges } from '@/admin/engine/batch'
import type { RecordPage, Related } from '@/admin/engine/form'
import type { RecordDraft } from './draft'
import { addedLinks, type Links, linkChanges, rebaseLinks, removedLinks, withLinks } from './link-changes'

type Chosen = Record<string, readonly Related[]>

/** The record's standard many-to-many relations: what is linked, and what was chosen over it. */
export class OwnLinks {
  private readonly links = new Map<string, Links>()

  constructor(page: RecordPage) {
    for (const { name } of page.form.picks) {
      const stored = page.picks[name] ?? []
      this.links.set(name, { stored, chosen: stored })
    }
  }

  get(name: string): Links {
    const links = this.links.get(name)
    if (!links) throw new Error(`No relation "${name}"`)
    return links
  }

  choose(name: string, chosen: readonly Related[]): void {
    this.links.set(name, { ...this.get(name), chosen })
  }

  total(): number {
    let total = 0
    for (const links of this.links.values()) total += addedLinks(links).length + removedLinks(links).length
    return total
  }

  changes(): Record<string, LinkChanges> {
    const changes: Record<string, LinkChanges> = {}
    for (const [name, links] of this.links) {
      const change = linkChanges(links)
      if (change) changes[name] = change
    }
    return changes
  }

  /** What is chosen now as a choice for a record that does not exist yet. */
  copy(): RecordDraft['picks'] {
    return Object.fromEntries([...this.links].map(([name, { chosen }]) => [name, { add: [...chosen], remove: [] }]))
  }

  chosen(): Chosen {
    return Object.fromEntries([...this.links].map(([name, { chosen }]) => [name, chosen]))
  }

  /** What was chosen when a batch was sent, as far as it is chosen still. */
  chosenSent(picks: Record<string, LinkChanges>): Chosen {
    const sent = [...this.links].map(([name, links]): [string, readonly Related[]] => {
      const { add = [], remove = [] } = picks[name] ?? {}
      const kept = links.stored.filter(([id]) => !remove.includes(id))
      return [name, [...kept, ...addedLinks(links).filter(([id]) => add.includes(id))]]
    })
    return Object.fromEntries(sent)
  }

  rebase(stored: Record<string, Related[]>, sent: Chosen): void {
    for (const [name, links] of this.links) {
      const before = sent[name] ?? links.stored
      this.links.set(name, rebaseLinks(links, before, stored[name] ?? before))
    }
  }

  discard(): void {
    for (const [name, { stored }] of this.links) this.links.set(name, { stored, chosen: stored })
  }

  draft(): RecordDraft['picks'] {
    const draft: RecordDraft['picks'] = {}
    for (const [name, links] of this.links)
      if (linkChanges(links)) draft[name] = { add: addedLinks(links), remove: removedLinks(links) }
    return draft
  }

  restore(edits: RecordDraft['picks']): void {
    for (const [name, links] of this.links) {
      const edit = edits[name]
      if (edit) this.links.set(name, withLinks(links, edit.add, edit.remove))
    }
  }
}
