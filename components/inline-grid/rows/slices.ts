/** Work yields this where what follows is long by itself: that begins a slice of its own. */
export const rest = 'rest'

/** Work that may be interrupted wherever it yields. It undoes what it did when it is given up there. */
export type Work<Result> = Generator<typeof rest | undefined, Result>

/** After so many small steps such work yields. */
export const stepSize = 64
/** How long such work goes on before the page may do something else. */
const sliceMs = 20

/** Does all of the work now. */
export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Long work, done in slices between which the page draws and hears its user. */
export class Sliced<Result> {
  private isGivenUp = false
  /** Resolves when the work is done, with its result, or given up, with undefined. */
  readonly finished: Promise<Result | undefined>

  constructor(
    private readonly work: Work<Result>,
    private readonly afterSlice: () => void,
    /** Called in the very slice that ends the work, so that both are drawn at once. */
    private readonly done: (result: Result) => void = () => {},
  ) {
    this.finished = this.run()
  }

  /** Gives the work up, unless it is done; all that it did is undone when this returns. */
  giveUp(): void {
    if (this.isGivenUp) return
    this.isGivenUp = true
    this.work.return(undefined as Result)
  }

  private async run(): Promise<Result | undefined> {
    for (;;) {
      await pause()
      if (this.isGivenUp) return undefined
      const end = performance.now() + sliceMs
      while (performance.now() < end) {
        const step = this.work.next()
        if (step.done) {
          this.done(step.value)
          return step.value
        }
        if (step.value === rest) break
      }
      this.afterSlice()
    }
  }
}

type Yielding = { scheduler?: { yield?: () => Promise<void> } }

/** Lets the browser draw and hear its user. */
async function pause(): Promise<void> {
  const { scheduler } = globalThis as Yielding
  if (scheduler?.yield) await scheduler.yield()
  else await new Promise((done) => setTimeout(done))
}
