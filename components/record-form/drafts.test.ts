import { describe, expect, it } from 'vitest'
import type { KeptDraft } from './draft'
import { clearDrafts, type DraftStorage } from './draft-storage'
import { dropDraft, dropOldDrafts, findDrafts, keepDraft } from './drafts'

const hour = 60 * 60 * 1000

class MemoryStorage implements DraftStorage {
  private readonly items = new Map<string, string>()
  constructor(private readonly room = Number.POSITIVE_INFINITY) {}
  get length() {
    return this.items.size
  }
  key(at: number) {
    return [...this.items.keys()][at] ?? null
  }
  getItem(key: string) {
    return this.items.get(key) ?? null
  }
  setItem(key: string, value: string) {
    if (value.length > this.room) throw new DOMException('full', 'QuotaExceededError')
    this.items.set(key, value)
  }
  removeItem(key: string) {
    this.items.delete(key)
  }
}

const place = (visit: string, user = 'ana', id: number | null = 7) => ({ user, model: 'courses', id, visit })
const draft = (at: number): KeptDraft => ({
  at,
  edits: { total: 1, fields: { ownerId: { from: null, value: [3, 'Mia', null] } }, picks: {}, inlines: { rows: [1] } },
  unanswered: null,
})

describe('drafts', () => {
  it('of earlier visits are found, the newest first', () => {
    const storage = new MemoryStorage()
    keepDraft(storage, place('a'), draft(1))
    keepDraft(storage, place('b'), draft(2))
    keepDraft(storage, place('now'), draft(3))
    expect(findDrafts(storage, place('now')).map((found) => found.draft)).toEqual([draft(2), draft(1)])
  })

  it('are never shown to another person, nor on another record', () => {
    const storage = new MemoryStorage()
    keepDraft(storage, place('a'), draft(1))
    keepDraft(storage, place('a', 'ana:courses/7'), draft(1))
    expect(findDrafts(storage, place('now', 'ben'))).toEqual([])
    expect(findDrafts(storage, place('now', 'ana', 70))).toEqual([])
    expect(findDrafts(storage, place('now', 'ana', null))).toEqual([])
    expect(findDrafts(storage, place('now'))).toHaveLength(1)
  })

  it('are dropped after a save, after a day, and on sign-out', () => {
    const storage = new MemoryStorage()
    keepDraft(storage, place('a'), draft(0))
    keepDraft(storage, place('b'), draft(2 * hour))
    storage.setItem('throughline:draft:ana:courses/7:c', '{"at":')
    storage.setItem('theme', 'dark')
    dropOldDrafts(storage, 25 * hour)
    expect(findDrafts(storage, place('now'))).toHaveLength(1)
    dropDraft(storage, place('b'))
    expect(findDrafts(storage, place('now'))).toEqual([])
    keepDraft(storage, place('d', 'ben'), draft(2 * hour))
    clearDrafts(storage)
    expect(storage.key(0)).toBe('theme')
    expect(storage.length).toBe(1)
  })

  it('that have no room are refused without an error', () => {
    expect(keepDraft(new MemoryStorage(10), place('a'), draft(1))).toBe(false)
  })

  it('of an unknown shape are not shown', () => {
    const storage = new MemoryStorage()
    storage.setItem('throughline:draft:ana:courses/7:x', '{"at":1,"edits":{"fields":[]}}')
    expect(findDrafts(storage, place('now'))).toEqual([])
  })
})
