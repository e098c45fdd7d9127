import type { BulkChange, BulkDone, BulkRequest, BulkTarget } from '@/admin/engine/bulk-change'
import { Listeners } from '@/components/inline-grid/rows/listeners'
import { newRowKey } from '@/components/inline-grid/rows/row-key'
import type { AskBulk, BulkFault } from '@/components/relation/bulk'

/** `counting` and `asking` come before anything is done; `stopped` and `failed` runs may go on. */
export type BulkStep = 'counting' | 'asking' | 'running' | 'stopping' | 'stopped' | 'failed' | 'done'

type Place = { id: number; ask: AskBulk; wait?: (ms: number) => Promise<void> }

const pauses = [1_000, 3_000, 6_000]
const passing: readonly BulkFault['kind'][] = ['busy', 'failed', 'unreachable']

const newId = () => newRowKey().slice('new:'.length)
const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/**
 * A change of many rows that the server carries out portion by portion while the browser asks for each. A portion without
 * an answer is asked for again under its own id, so that it is done once.
 */
export class BulkRun {
  step: BulkStep
  /** Rows that the run meets, and how many of them need no change. */
  matching = 0
  same = 0
  /** Rows that were done, and those that were left as somebody has changed them since. */
  changed = 0
  skipped = 0
  message = ''
  private cursor: number | null = 0
  private saveId: string | undefined
  private readonly runId = newId()
  private upTo = 0
  /** Whether a portion was asked for. */
  isBegun = false
  private readonly listeners = new Listeners()

  constructor(
    private readonly place: Place,
    readonly target: BulkTarget,
    /** The run that this one takes back. */
    readonly takesBack: BulkRun | null = null,
  ) {
    this.step = takesBack ? 'running' : 'counting'
    if (takesBack) this.matching = takesBack.changed
  }

  /** Whether it takes back what was done; taking that back in turn does it again. */
  get undoes(): boolean {
    return this.takesBack !== null && !this.takesBack.undoes
  }

  get change(): BulkChange {
    return this.target.change
  }

  /** How many rows the run is to change. */
  get total(): number {
    return this.matching - this.same
  }

  /** Whether nothing is under way. */
  get isOver(): boolean {
    return this.step === 'stopped' || this.step === 'failed' || this.step === 'done'
  }

  get canGoOn(): boolean {
    return (this.step === 'stopped' || this.step === 'failed') && this.isBegun && this.cursor !== null
  }

  subscribe = (listener: () => void): (() => void) => this.listeners.add(listener)

  /** Asks how many rows it would be. */
  async look(): Promise<void> {
    this.to('counting')
    const answer = await this.place.ask({ kind: 'preview', id: this.place.id, target: this.target })
    if (!answer.ok) return this.fail(answer)
    if (!('upTo' in answer)) throw new TypeError('A look was answered with something else')
    this.matching = answer.matching
    this.same = answer.same
    this.upTo = answer.upTo
    this.to('asking')
  }

  /** Carries the run out, or goes on with it, until it is done, fails or is told to stop. */
  async go(): Promise<void> {
    this.message = ''
    this.to('running')
    while (this.cursor !== null) {
      this.saveId ??= newId()
      const answer = await this.portion(this.saveId, this.cursor)
      if (!answer.ok) return this.fail(answer)
      this.saveId = undefined
      this.changed += answer.changed
      this.skipped += answer.skipped
      this.cursor = answer.cursor
      if (this.isToStop && this.cursor !== null) return this.to('stopped')
      this.to(this.step)
    }
    this.to('done')
  }

  /** Lets the present portion end, and asks for no other. */
  stop(): void {
    if (this.step === 'running') this.to('stopping')
  }

  /** The run that takes this one back, as far as it came. */
  reverse(): BulkRun {
    return new BulkRun(this.place, this.target, this)
  }

  private get isToStop(): boolean {
    return this.step === 'stopping'
  }

  private async portion(saveId: string, cursor: number): Promise<BulkDone | BulkFault> {
    const { ask, wait = sleep } = this.place
    this.isBegun = true
    for (let tries = 0; ; tries += 1) {
      const answer = await ask(this.request(saveId, cursor))
      if (answer.ok && 'upTo' in answer) throw new TypeError('A portion was answered with something else')
      const pause = pauses[tries]
      if (answer.ok || pause === undefined || this.isToStop || !passing.includes(answer.kind)) return answer
      await wait(pause)
    }
  }

  private request(saveId: string, cursor: number): BulkRequest {
    const { id } = this.place
    const { inline } = this.target
    if (this.takesBack)
      return { kind: 'revert', id, inline, runId: this.takesBack.runId, revertId: this.runId, saveId, cursor }
    return { kind: 'portion', id, run: { ...this.target, runId: this.runId, upTo: this.upTo }, saveId, cursor }
  }

  private fail({ message }: BulkFault): void {
    this.message = message
    this.to('failed')
  }

  private to(step: BulkStep): void {
    this.step = step
    this.listeners.tell()
  }
}
