import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '@/components/inline-grid/rows/slices'
import { DraftKeeper, type DraftSource } from './draft-keeper'
import { pieceKey } from './draft-storage'
import { MemoryStorage } from './testing'

const key = 'throughline:draft:ana:courses/7:visit'

/** What is kept: the pieces that the index names. A piece that is missing is undefined. */
function kept(storage: MemoryStorage): Record<string, string | undefined> | null {
  const index = storage.getItem(key)
  if (index === null) return null
  const stamps = JSON.parse(index) as Record<string, string>
  return Object.fromEntries(
    Object.entries(stamps).map(([name, stamp]) => [name, storage.getItem(pieceKey(key, name, stamp)) ?? undefined]),
  )
}

/** A draft that a test changes as it likes. */
class Edits implements DraftSource {
  readonly texts = new Map<string, { version: number; text: string | null }>()
  /** What the draft was whenever an index of it was asked for. */
  readonly whole: (Record<string, string> | null)[] = [null]
  private steps = 0
  private isBehind = false

  set(name: string, text: string | null): void {
    this.steps += 1
    this.isBehind = true
    this.texts.set(name, { version: this.steps, text })
  }
  clear(): void {
    this.isBehind = true
    this.texts.clear()
  }
  *pieces() {
    for (const [name, { version }] of this.texts)
      yield { name, version: `${version}`, text: () => this.texts.get(name)?.text ?? null }
  }
  index(stamps: Readonly<Record<string, string>>): string | null {
    const texts = [...this.texts].flatMap(([name, { text }]) => (text === null ? [] : [[name, text] as const]))
    this.whole.push(texts.length === 0 ? null : Object.fromEntries(texts))
    return texts.length === 0 ? null : JSON.stringify(stamps)
  }
  hasChanged(): boolean {
    const { isBehind } = this
    this.isBehind = false
    return isBehind
  }
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    text: fc.option(fc.string({ maxLength: 60 })),
  }),
  fc.record({ kind: fc.constant('clear' as const) }),
  fc.record({ kind: fc.constant('write' as const), steps: fc.nat({ max: 4 }) }),
  fc.record({ kind: fc.constant('finish' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** Edits and writes in turn, as a page does: in slices, or all at once. Answers with what the last write said. */
function run(
  steps: readonly Step[],
  storage: MemoryStorage,
  edits: Edits,
  afterEach = (_: Step, _isKept: boolean) => {},
) {
  const keeper = new DraftKeeper(storage, key)
  let work = keeper.writing(edits)
  for (const each of steps) {
    let isKept = true
    if (each.kind === 'set') edits.set(each.name, each.text)
    else if (each.kind === 'clear') edits.clear()
    else if (each.kind === 'finish') {
      work.return(false)
      isKept = atOnce(keeper.writing(edits))
      work = keeper.writing(edits)
    } else
      for (let at = 0; at < each.steps; at += 1) {
        const { done } = work.next()
        if (done) work = keeper.writing(edits)
      }
    afterEach(each, isKept)
  }
}

const steps = fc.array(step, { maxLength: 30 })
const runs = { seed: 20_261_121, numRuns: 500 }

describe('a draft that is kept in pieces', () => {
  it('is there whole, the old or the new one, wherever its page is killed', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const storage = new MemoryStorage()
        const edits = new Edits()
        storage.onChange = () => expect(edits.whole.slice(-2)).toContainEqual(kept(storage))
        run(all, storage, edits)
      }),
      runs,
    )
  })

  it('is the newest once it is written, and nothing else is left', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const storage = new MemoryStorage()
        const edits = new Edits()
        run(all, storage, edits, ({ kind }, isKept) => {
          if (kind !== 'finish') return
          expect(isKept).toBe(true)
          const draft = kept(storage)
          expect(draft).toEqual(edits.whole.at(-1))
          expect(storage.length).toBe(draft ? 1 + Object.keys(draft).length : 0)
        })
      }),
      runs,
    )
  })

  it('gives way to the new one where both have no room, and stays where the new one has none either', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 80, max: 900 }), (all, room) => {
        const storage = new MemoryStorage(room)
        const edits = new Edits()
        run(all, storage, edits, ({ kind }, isKept) => {
          const draft = kept(storage)
          expect(edits.whole).toContainEqual(draft)
          if (kind === 'finish' && isKept) expect(draft).toEqual(edits.whole.at(-1))
        })
      }),
      runs,
    )
  })

  it('is written again only where it changed', () => {
    const storage = new MemoryStorage()
    const edits = new Edits()
    for (const name of ['a', 'b', 'c']) edits.set(name, 'first')
    const keeper = new DraftKeeper(storage, key)
    atOnce(keeper.writing(edits))
    const before = JSON.parse(storage.getItem(key)!)
    edits.set('b', 'second')
    atOnce(keeper.writing(edits))
    expect(JSON.parse(storage.getItem(key)!)).toEqual({ ...before, b: expect.not.stringMatching(before.b) })
    expect(kept(storage)).toEqual({ a: 'first', b: 'second', c: 'first' })
  })

  it('takes the place of a restored one once it is there', () => {
    const storage = new MemoryStorage()
    const edits = new Edits()
    storage.setItem('restored', 'old')
    const keeper = new DraftKeeper(storage, key)
    keeper.replace(['restored'])
    edits.set('a', 'restored')
    const work = keeper.writing(edits)
    work.next()
    expect(storage.getItem('restored')).toBe('old')
    atOnce(work)
    expect(storage.getItem('restored')).toBeNull()
    expect(kept(storage)).toEqual({ a: 'restored' })
  })

  it('leaves half a paste out and keeps what was there before it', () => {
    const storage = new MemoryStorage()
    const edits = new Edits()
    edits.set('rows/0', 'before')
    const keeper = new DraftKeeper(storage, key)
    atOnce(keeper.writing(edits))
    edits.set('rows/0', 'half')
    const field = { name: 'field', version: '1', text: () => 'typed' }
    atOnce(keeper.writing({ ...source(edits), pieces: () => [{ kept: 'rows/' }, field] }))
    expect(kept(storage)).toEqual({ 'rows/0': 'before', field: 'typed' })
  })
})

const source = (edits: Edits): DraftSource => ({
  pieces: () => edits.pieces(),
  index: (stamps) => edits.index(stamps),
  hasChanged: () => edits.hasChanged(),
})
