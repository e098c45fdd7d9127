import { Sliced, type Work } from '@/components/inline-grid/rows/slices'
import type { GridSession } from './grid-session'

/** Long work on the rows of a grid: no other gesture does anything until it is done or given up. */
export type LongWork = {
  /** What is being done: "Pasting 10,000 rows". */
  readonly words: string
  readonly progress: { readonly done: number; readonly total: number }
  /** Takes all of it back. */
  giveUp(): void
  /** Resolves when the rows are free again. */
  readonly finished: Promise<void>
}

/** Does work in slices while the page goes on. `done` is called at its end; without a result when it was given up. */
export function runLong<Result>(
  session: GridSession,
  { words, progress }: Pick<LongWork, 'words' | 'progress'>,
  work: Work<Result>,
  done: (result: Result | undefined) => void,
): void {
  session.model.hold()
  const end = (result?: Result) => {
    if (session.work !== long) return
    session.work = null
    session.model.letGo()
    done(result)
    session.tell([])
  }
  const sliced = new Sliced(work, () => session.tell([]), end)
  const long: LongWork = {
    words,
    progress,
    giveUp() {
      sliced.giveUp()
      end()
    },
    finished: sliced.finished.then(
      () => {},
      (error: unknown) => {
        end()
        throw error
      },
    ),
  }
  session.work = long
  session.tell([])
}
