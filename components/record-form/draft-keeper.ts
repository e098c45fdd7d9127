import { atOnce, type Work } from '@/components/inline-grid/rows/slices'
import { unlessRefused } from '@/components/ui/browser-storage'
import { type DraftStorage, newStamp, pieceKey } from './draft-storage'

/** A part of a draft that is written by itself, and again when its version is another one. Without a text there is nothing to write. */
export type Piece = { name: string; version: string; text: () => string | null }

/** A draft as whoever keeps it reads it, piece by piece; it may change between two pieces. */
export type DraftSource = {
  /** All pieces; those of which `kept` is the beginning of their names stay as they are. */
  pieces(): Iterable<Piece | { kept: string }>
  /** What is written last: it names the pieces that belong together, each with its stamp. Null: there is no draft any more. */
  index(stamps: Readonly<Record<string, string>>): string | null
  /** Whether anything changed since this was asked last. */
  hasChanged(): boolean
}

type Written = { version: string; stamp: string | null }

/**
 * Keeps one draft in pieces, so that no step takes long. What changed is written beside what is kept, the index that names
 * all pieces last, and only then goes what it no longer names: whenever the page ends, the old draft or the new one is
 * there, whole.
 */
export class DraftKeeper {
  private written = new Map<string, Written>()
  /** What the index names. */
  private named = new Map<string, Written>()
  /** All keys that are in use. */
  private readonly keys = new Set<string>()
  private replaced: readonly string[] = []

  constructor(
    private readonly storage: DraftStorage,
    private readonly key: string,
  ) {}

  /** Another draft, kept under these keys, goes once this one is there or is dropped. */
  replace(keys: readonly string[]): void {
    this.replaced = [...this.replaced, ...keys]
    for (const key of keys) this.keys.add(key)
  }

  /** Brings what is kept up to date. Answers false when the browser has no room for it or refuses to keep anything. */
  *writing(draft: DraftSource): Work<boolean> {
    let isKept = false
    try {
      yield* this.writingBeside(draft)
      isKept = true
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
    }
    if (!isKept && !this.writeInstead(draft)) return false
    this.replaced = []
    const current = this.current()
    for (const key of [...this.keys])
      if (!current.has(key)) {
        this.remove(key)
        yield
      }
    return true
  }

  /** Nothing is kept any more. */
  drop(): void {
    for (const key of [this.key, ...this.keys]) this.remove(key)
    this.written = new Map()
    this.named = new Map()
    this.replaced = []
  }

  private *writingBeside(draft: DraftSource): Work<void> {
    let current = new Map<string, Written>()
    do {
      current = new Map()
      for (const piece of draft.pieces()) {
        if ('kept' in piece) {
          for (const [name, written] of this.named) if (name.startsWith(piece.kept)) current.set(name, written)
        } else {
          const known = this.written.get(piece.name)
          current.set(piece.name, known?.version === piece.version ? known : this.write(piece))
          if (current.get(piece.name) !== known) yield
        }
      }
    } while (draft.hasChanged())
    const index = draft.index(stampsOf(current))
    if (index === null) return this.drop()
    this.put(this.key, index)
    this.written = current
    this.named = new Map(current)
  }

  private write({ name, version, text }: Piece): Written {
    const content = text()
    const stamp = content === null ? null : newStamp()
    if (stamp !== null && content !== null) this.put(pieceKey(this.key, name, stamp), content)
    const written = { version, stamp }
    this.written.set(name, written)
    return written
  }

  /** There is no room for the new beside the old: the old goes first, and comes back if the new has no room by itself. */
  private writeInstead(draft: DraftSource): boolean {
    for (const piece of draft.pieces()) if ('kept' in piece) return false
    const { named, replaced } = this
    const kept = [...this.current(), ...replaced].map((key) => [key, this.storage.getItem(key)] as const)
    this.drop()
    const isKept = unlessRefused(() => {
      atOnce(this.writingBeside(draft))
      return true
    })
    if (isKept) return true
    this.drop()
    for (const [key, text] of kept) if (text !== null) unlessRefused(() => this.put(key, text))
    this.named = named
    this.written = new Map(named)
    this.replaced = replaced
    return false
  }

  private current(): Set<string> {
    const names = Object.entries(stampsOf(this.named))
    return new Set([this.key, ...names.map(([name, stamp]) => pieceKey(this.key, name, stamp))])
  }

  private put(key: string, text: string): void {
    this.keys.add(key)
    this.storage.setItem(key, text)
  }

  private remove(key: string): void {
    this.storage.removeItem(key)
    this.keys.delete(key)
  }
}

function stampsOf(pieces: ReadonlyMap<string, Written>): Record<string, string> {
  const stamps: Record<string, string> = {}
  for (const [name, { stamp }] of pieces) if (stamp !== null) stamps[name] = stamp
  return stamps
}
