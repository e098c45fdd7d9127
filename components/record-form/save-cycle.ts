import {
  type Conflict,
  type Counts,
  maxBatchBytes,
  maxBatchRows,
  type Problem,
  type SaveResult,
} from '@/admin/engine/batch'
import type { Content, Marks, RecordSession } from './record-session'
import { newSaveId } from './save-id'

/** Where a person goes after a save: back to the list, on with this record, to a blank one. */
export type After = 'list' | 'continue' | 'another'

type Stop =
  | 'signed-out'
  | 'someone-else'
  | 'denied'
  | 'gone'
  | 'busy'
  | 'failed'
  | 'refused'
  | 'unreachable'
  | 'outdated'
  | 'too-large'

export type Phase =
  | { name: 'editing' }
  | { name: 'saving'; after: After }
  /** The record is stored and the page is about to be left. */
  | { name: 'leaving' }
  /** `refusal` counts the refused saves; the problems are those that are left of the last one. */
  | { name: 'problems'; refusal: number; problems: readonly Problem[] }
  | { name: 'conflicts'; conflicts: readonly Conflict[] }
  | { name: 'stopped'; why: Stop; message: string; by?: { by: string | null; at: string | null } }

/** A batch as it was sent. It is sent again, as it is and under the same id, until its outcome is known. */
export type Attempt = { saveId: string; body: string }

type Sent = Attempt & { marks: Marks; after: After }

/** What the page hears of a save that succeeded. `leftOver`: edits made while it ran, or after it was first sent. */
export type Outcome = { after: After; title: string; counts: Counts; wasNew: boolean; leftOver: boolean }

type Session = Pick<
  RecordSession,
  | 'isNew'
  | 'title'
  | 'settled'
  | 'check'
  | 'take'
  | 'rebase'
  | 'showProblems'
  | 'problemNow'
  | 'showConflicts'
  | 'settle'
  | 'isDirty'
>

type Options = {
  session: Session
  /** The server action. A rejection means that nothing is known of what happened. */
  send: (body: string) => Promise<SaveResult>
  onSaved: (outcome: Outcome) => void
  /** After this long without an answer the page says so; an answer that comes later still counts. */
  patienceMs?: number
  newId?: () => string
}

const noCounts: Counts = { changed: 0, created: 0, deleted: 0, record: false }

const words = {
  unreachable: 'The server could not be reached. Everything you typed is still here.',
  slow: 'The server has not answered yet. Everything you typed is still here.',
  outdated: 'The application was updated; your edits are kept.',
}

/**
 * The one path of a save on the page: check here, send only what changed, and take the answer. What was typed is never
 * touched by a refusal, and a batch whose outcome is unknown is asked for again under its own id before anything else
 * is sent, so that nothing is written twice.
 */
export class SaveCycle {
  phase: Phase = { name: 'editing' }
  /** The last batch that was sent and not stored, for its id to be used again by the same content. */
  private last: Sent | null = null
  /** Whether the last batch may be stored all the same, because no answer came. */
  private unsure = false
  /** What the last save was for; trying it again is for the same. */
  lastAfter: After = 'list'
  private flight = 0
  private refusals = 0
  /** The problems that are seen to go when they are mended; of the others only the next save tells. */
  private watched = new Set<Problem>()
  private readonly listeners = new Set<() => void>()

  constructor(private readonly options: Options) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  getPhase = (): Phase => this.phase

  /** The batch that may be stored although its answer was lost; a draft keeps it with the edits. */
  unanswered(): Attempt | null {
    return this.last && (this.unsure || this.phase.name === 'saving')
      ? { saveId: this.last.saveId, body: this.last.body }
      : null
  }

  /** Takes up a batch whose answer an earlier visit lost. The next save asks for its outcome first. */
  resume(attempt: Attempt, marks: Marks): void {
    this.last = { ...attempt, marks, after: 'continue' }
    this.unsure = true
  }

  /** Saves the page. A second call while a save runs does nothing. */
  async save(after: After): Promise<void> {
    if (this.phase.name === 'saving' || this.phase.name === 'leaving') return
    const { session } = this.options
    this.lastAfter = after
    this.show({ name: 'saving', after })
    await session.settled()
    // Before anything is judged: the page may already show what the unanswered batch stored.
    if (this.unsure && this.last) return this.send({ ...this.last, after })
    const problems = session.check()
    if (problems.length > 0) return this.refuse(problems)
    session.showProblems(problems)
    const { content, marks, nothing } = session.take()
    if (nothing) {
      this.show({ name: 'editing' })
      return this.options.onSaved({ after, title: session.title, counts: noCounts, wasNew: false, leftOver: false })
    }
    const body = JSON.stringify(content)
    const excess = sizeFault(content, body)
    if (excess) return this.show({ name: 'stopped', why: 'too-large', message: excess })
    const saveId = this.last?.body === body ? this.last.saveId : (this.options.newId ?? newSaveId)()
    return this.send({ saveId, body, marks, after })
  }

  /** Settles a conflict and takes it off the list; when none is left the next save goes through. */
  settle(conflict: Conflict, choice: 'mine' | 'theirs'): void {
    if (this.phase.name !== 'conflicts') return
    this.options.session.settle(conflict, choice)
    const conflicts = this.phase.conflicts.filter((each) => each !== conflict)
    this.show(conflicts.length > 0 ? { name: 'conflicts', conflicts } : { name: 'editing' })
  }

  /** Looks at the problems of a refused save again: those that are mended go, and with the last of them the refusal. */
  review(): void {
    const { phase } = this
    if (phase.name !== 'problems') return
    const problems = phase.problems.flatMap((problem) => {
      if (!this.watched.has(problem)) return problem
      const message = this.options.session.problemNow(problem)
      if (message === undefined) return []
      if (message === problem.message) return problem
      const other = { ...problem, message }
      this.watched.add(other)
      return other
    })
    if (problems.length === 0) this.show({ name: 'editing' })
    else if (problems.length < phase.problems.length || problems.some((problem, at) => problem !== phase.problems[at]))
      this.show({ ...phase, problems })
  }

  /** Takes away what the last save said. A batch without an answer is still asked for by the next save. */
  dismiss(): void {
    if (this.phase.name !== 'saving' && this.phase.name !== 'leaving') this.show({ name: 'editing' })
  }

  /** Nothing is saved any more: the page is about to be left. */
  leave(): void {
    this.show({ name: 'leaving' })
  }

  private async send(sent: Sent): Promise<void> {
    this.last = sent
    this.tell()
    const flight = ++this.flight
    const patience = setTimeout(() => {
      if (this.flight !== flight) return
      this.unsure = true
      this.show({ name: 'stopped', why: 'unreachable', message: words.slow })
    }, this.options.patienceMs ?? 60_000)
    let result: SaveResult
    try {
      result = await this.options.send(withId(sent))
    } catch (error) {
      if (this.flight === flight) this.miss(error)
      return
    } finally {
      clearTimeout(patience)
    }
    // The same batch may have been sent twice by now: its first answer is the answer.
    if (this.last?.saveId === sent.saveId) await this.answer(sent, result)
  }

  /** No answer came, so nothing is known; except that an application without this action cannot have saved. */
  private miss(error: unknown): void {
    const outdated = isUnknownAction(error)
    if (!outdated) this.unsure = true
    this.show({
      name: 'stopped',
      why: outdated ? 'outdated' : 'unreachable',
      message: outdated ? words.outdated : words.unreachable,
    })
  }

  private async answer(sent: Sent, result: SaveResult): Promise<void> {
    const { session, onSaved } = this.options
    if (result.ok) {
      const { wasNew, wasUnsure } = { wasNew: session.isNew, wasUnsure: this.unsure }
      this.forget()
      session.rebase(result.saved, sent.marks)
      this.show({ name: 'editing' })
      const leftOver = session.isDirty()
      // The person asked to save what is on the page now, not what the unanswered batch held.
      if (leftOver && wasUnsure && !wasNew) return this.save(sent.after)
      const { title, counts } = result.saved
      return onSaved({ after: sent.after, title, counts, wasNew, leftOver })
    }
    switch (result.kind) {
      case 'problems':
      case 'conflicts': {
        const wasUnsure = this.unsure
        this.unsure = false
        if (wasUnsure && JSON.stringify(session.take().content) !== sent.body) {
          this.show({ name: 'editing' })
          return this.save(sent.after)
        }
        if (result.kind === 'conflicts') {
          session.showConflicts(result.conflicts, result.title)
          return this.show({ name: 'conflicts', conflicts: result.conflicts })
        }
        return this.refuse(result.problems)
      }
      case 'failed':
        this.unsure = true
        return this.stop(result.kind, result)
      case 'signed-out':
      case 'someone-else':
      case 'denied':
      case 'gone':
      case 'busy':
      case 'refused':
        return this.stop(result.kind, result)
    }
  }

  private refuse(problems: readonly Problem[]): void {
    const { session } = this.options
    session.showProblems(problems)
    this.refusals += 1
    this.watched = new Set(problems.filter((problem) => session.problemNow(problem) === problem.message))
    this.show({ name: 'problems', refusal: this.refusals, problems })
  }

  private stop(why: Stop, { message, by }: { message: string; by?: { by: string | null; at: string | null } }): void {
    this.show({ name: 'stopped', why, message, by })
  }

  private forget(): void {
    this.last = null
    this.unsure = false
    this.flight++
  }

  private show(phase: Phase): void {
    this.phase = phase
    this.tell()
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

function withId({ saveId, body }: Attempt): string {
  return `{"saveId":"${saveId}",${body.slice(1)}`
}

function sizeFault(content: Content, body: string): string | undefined {
  if (content.rows > maxBatchRows)
    return `${content.rows.toLocaleString('en')} rows are changed; one save takes at most ${maxBatchRows.toLocaleString('en')}. Discard some, save, and go on.`
  const bytes = new TextEncoder().encode(body).length
  // The id and its key come on top.
  if (bytes + 100 <= maxBatchBytes) return undefined
  const megabytes = (count: number) => (count / 1_000_000).toFixed(1)
  return `The changes are ${megabytes(bytes)} MB; one save takes at most ${megabytes(maxBatchBytes)} MB. Discard some, save, and go on.`
}

/** Next's own error for an action that the server no longer has. Its name survives where its class may not. */
function isUnknownAction(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'UnrecognizedActionError' ||
      /Failed to find Server Action|was not found on the server/.test(error.message))
  )
}
