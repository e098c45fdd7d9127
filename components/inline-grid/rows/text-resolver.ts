import type { Related } from '@/admin/engine/form'
import type { Content, Unsettled } from '@/components/inline-grid/values/content'

/** What a text turned out to stand for; as `components/relation/search` answers. */
export type Resolved =
  | { status: 'ok'; option: Related }
  | { status: 'ambiguous'; candidates: Related[] }
  | { status: 'unknown' }
  | { status: 'forbidden' }

/** Answers for each text that could be asked for. */
export type Resolve = (field: string, texts: string[], signal: AbortSignal) => Promise<ReadonlyMap<string, Resolved>>

/**
 * Looks up texts that stand in relation cells. One text of a column is one `Unsettled` wherever it stands, in cells and
 * in the command log alike, so that its answer reaches all of them, also through undo and redo.
 */
export class TextResolver {
  private readonly texts = new Map<string, Unsettled>()
  private readonly answers = new WeakMap<Unsettled, Content>()
  private queue = new Map<string, Unsettled[]>()
  private running = 0
  private isHeld = false
  private waiting: (() => void)[] = []
  private abort = new AbortController()

  constructor(
    private readonly resolve: Resolve,
    private readonly nameOf: (field: string) => string,
    private readonly answered: (field: string, answers: ReadonlyMap<Unsettled, Content>) => void,
  ) {}

  get isBusy(): boolean {
    return this.running > 0 || this.queue.size > 0
  }

  /** The one object for a text of a column; it is looked up unless that is under way or done. */
  take(field: string, text: Unsettled): Content {
    const known = this.texts.get(`${field}\n${text.raw}`)
    if (known) return this.settled(known)
    this.texts.set(`${field}\n${text.raw}`, text)
    this.enqueue(field, text)
    return text
  }

  /** What has become of a content since it was recorded. */
  settled(content: Content): Content {
    const answer = typeof content === 'object' ? this.answers.get(content as Unsettled) : undefined
    return answer === undefined ? content : answer
  }

  /** Resolves when nothing is being looked up, or after `limit` milliseconds. */
  async idle(limit: number): Promise<void> {
    if (!this.isBusy) return
    let timer: ReturnType<typeof setTimeout> | undefined
    await Promise.race([
      new Promise<void>((done) => this.waiting.push(done)),
      new Promise<void>((done) => {
        timer = setTimeout(done, limit)
      }),
    ])
    clearTimeout(timer)
  }

  /** Nothing is asked until `release`, and then all at once. */
  hold(): void {
    this.isHeld = true
  }

  release(): void {
    this.isHeld = false
    this.flush()
  }

  /** Ends all look-ups without an answer: nobody waits for it any more. A text that comes back is looked up anew. */
  giveUp(): void {
    this.abort.abort()
    this.abort = new AbortController()
    this.queue.clear()
    this.texts.clear()
  }

  private enqueue(field: string, text: Unsettled): void {
    const isFirst = this.queue.size === 0
    const texts = this.queue.get(field)
    if (texts) texts.push(text)
    else this.queue.set(field, [text])
    // After the gesture: a paste of a thousand texts is one request.
    if (isFirst) queueMicrotask(() => this.flush())
  }

  private flush(): void {
    if (this.isHeld) return
    const queue = this.queue
    this.queue = new Map()
    for (const [field, texts] of queue) void this.lookUp(field, texts)
  }

  private async lookUp(field: string, texts: Unsettled[]): Promise<void> {
    const { signal } = this.abort
    this.running += 1
    let found: ReadonlyMap<string, Resolved> | undefined
    try {
      found = await this.resolve(field, [...new Set(texts.map((text) => text.raw))], signal)
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
    this.running -= 1
    if (signal.aborted) return this.letGo()
    const answers = new Map<Unsettled, Content>()
    for (const text of texts) {
      const answer = contentOf(this.nameOf(field), text, found?.get(text.raw))
      answers.set(text, answer)
      this.answers.set(text, answer)
      // Asked again next time: somebody may create the record, or the connection may be back.
      this.texts.delete(`${field}\n${text.raw}`)
    }
    this.answered(field, answers)
    this.letGo()
  }

  /** Lets those go on who waited for the last answer. */
  private letGo(): void {
    if (!this.isBusy) for (const done of this.waiting.splice(0)) done()
  }
}

function contentOf(name: string, text: Unsettled, resolved: Resolved | undefined): Content {
  const raw = text.raw
  if (!resolved) return { raw, state: 'failed', message: `“${raw}” could not be looked up: the server did not answer` }
  switch (resolved.status) {
    case 'ok':
      return resolved.option
    case 'ambiguous':
      return {
        raw,
        state: 'ambiguous',
        message: `More than one ${name} is named ${raw}: choose one`,
        candidates: resolved.candidates,
      }
    case 'unknown':
      return { raw, state: 'unknown', message: `No ${name} matches “${raw}”` }
    case 'forbidden':
      return { raw, state: 'forbidden', message: `You may not look up a ${name}` }
  }
}
