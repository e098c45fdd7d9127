import { inIdleTime } from '@/components/inline-grid/rows/idle-work'
import { atOnce, type Work } from '@/components/inline-grid/rows/slices'
import { type DraftIndex, rowsPiece, sentPiece } from './draft'
import { DraftKeeper, type DraftSource, type Piece } from './draft-keeper'
import { type DraftStorage, draftGeneration } from './draft-storage'
import { type DraftPlace, draftKey, type FoundDraft, keysOf } from './drafts'
import type { RecordSession } from './record-session'
import type { SaveCycle } from './save-cycle'

const writingPauseMs = 500

/** Writes the unsaved edits of one page to the browser's storage: a moment after a change and while the page is at rest. */
export class DraftWriter {
  private readonly born = draftGeneration()
  private keeper: { of: DraftKeeper; id: number | null } | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private stopSlices: (() => void) | undefined
  private isBehind = false
  /** The unanswered save that the kept draft knows of. */
  private saveId: string | null = null

  constructor(
    private readonly storage: DraftStorage,
    private readonly place: () => DraftPlace,
    private readonly session: RecordSession,
    private readonly cycle: SaveCycle,
  ) {}

  /** Something may have changed. */
  later = (): void => {
    this.isBehind = true
    // What is being written takes it along.
    if (this.stopSlices) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.begin(), writingPauseMs)
  }

  /** A save goes on. What it sends must be kept before it is under way, what it stored must be offered to nobody. */
  afterSave = (): void => {
    const saveId = this.cycle.unanswered()?.saveId ?? null
    if (saveId !== this.saveId || this.session.total() === 0) this.writeNow()
    else this.later()
  }

  /** Writes at once what was to be written later. */
  writeIfWaiting = (): void => {
    if (this.timer !== undefined || this.stopSlices) this.writeNow()
  }

  /** Writes everything at once. Answers whether it is kept now. */
  writeNow(): boolean {
    this.stop()
    return atOnce(this.writing())
  }

  /** The draft that was restored goes once its edits are kept as this visit's own. */
  replace(found: FoundDraft): void {
    this.current().replace(keysOf(found))
    this.later()
  }

  /** Nothing more is written, and what is kept goes. */
  drop(): void {
    this.stop()
    this.keeper?.of.drop()
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.stopSlices?.()
    this.stopSlices = undefined
  }

  private begin(): void {
    this.timer = undefined
    // A page in the background may end at any time.
    if (document.visibilityState === 'hidden') this.writeNow()
    else
      this.stopSlices = inIdleTime(this.writing(), () => {
        this.stopSlices = undefined
      })
  }

  private *writing(): Work<boolean> {
    const keeper = this.current()
    this.isBehind = false
    const work = keeper.writing(this.source)
    for (;;) {
      if (draftGeneration() !== this.born) {
        keeper.drop()
        return false
      }
      const step = work.next()
      if (step.done) return step.value
      yield
    }
  }

  /** A record that is new gets its id from the save; what was kept under no id goes. */
  private current(): DraftKeeper {
    const { id } = this.session
    if (this.keeper && this.keeper.id !== id) {
      this.keeper.of.drop()
      this.keeper = undefined
    }
    this.keeper ??= { of: new DraftKeeper(this.storage, draftKey(this.place())), id }
    return this.keeper.of
  }

  private readonly source: DraftSource = {
    pieces: () => this.pieces(),
    index: (pieces) => {
      const own = this.session.ownDraft()
      this.saveId = this.cycle.unanswered()?.saveId ?? null
      const index: DraftIndex | null = own && { at: Date.now(), own, saveId: this.saveId, pieces }
      return index && JSON.stringify(index)
    },
    hasChanged: () => {
      const { isBehind } = this
      this.isBehind = false
      return isBehind
    },
  }

  private *pieces(): Generator<Piece | { kept: string }> {
    const sent = this.cycle.unanswered()
    if (sent) yield { name: sentPiece, version: sent.saveId, text: () => sent.body }
    for (const [inline, grid] of this.session.grids.entries()) {
      const parts = grid.draftParts()
      // Half of a paste is nothing that anybody wants back.
      if (!parts) yield { kept: rowsPiece(inline, '') }
      else
        for (const { number, version, read } of parts) {
          const text = () => {
            const rows = read()
            return rows && JSON.stringify(rows)
          }
          yield { name: rowsPiece(inline, number), version: `${this.session.grids.key(inline)}.${version}`, text }
        }
    }
  }
}
