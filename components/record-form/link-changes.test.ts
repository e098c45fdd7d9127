import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Related } from '@/admin/engine/form'
import { linkChanges, rebaseLinks, withLinks } from './link-changes'

const related = (id: number): Related => [id, `Tag ${id}`]
const chosen = fc.uniqueArray(fc.integer({ min: 1, max: 12 })).map((ids) => ids.map(related))
const ids = (list: readonly Related[]) => new Set(list.map(([id]) => id))

describe('link changes', () => {
  it('are nothing when the same records are chosen in another order', () => {
    expect(linkChanges({ stored: [related(1), related(2)], chosen: [related(2), related(1)] })).toBeNull()
  })

  it('name what was added and what was removed', () => {
    expect(linkChanges({ stored: [related(1), related(2)], chosen: [related(2), related(3)] })).toEqual({
      add: [3],
      remove: [1],
    })
  })

  it('take a record that is chosen already only once', () => {
    const pick = { stored: [], chosen: [related(1)] }
    expect(withLinks(pick, [related(1), related(2)], []).chosen).toEqual([related(1), related(2)])
  })

  it('made after a save was sent are the only changes left by it', () => {
    fc.assert(
      fc.property(chosen, chosen, chosen, (stored, sent, now) => {
        // Nobody else changed the set, so the save stored exactly what was sent.
        const after = rebaseLinks({ stored, chosen: now }, sent, sent)
        expect(after.stored).toEqual(sent)
        expect(ids(after.chosen)).toEqual(ids(now))
      }),
      { seed: 7 },
    )
  })
})
