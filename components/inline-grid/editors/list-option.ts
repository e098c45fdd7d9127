import type { GridSession } from '@/components/inline-grid/session/grid-session'
import type { Content } from '@/components/inline-grid/values/content'
import { foldText } from '@/components/inline-grid/values/fold-text'

/** One line of a list editor: what it sets, how it is named, and why it cannot be chosen. */
export type ListOption = {
  id: string
  content: Content
  label: string
  /** What tells like-named options apart. */
  detail?: string
  reason?: string
  /** What else is to be said of it, after its name. */
  note?: string
  tone?: number
  /** It is no value but something to do, with the typed text. */
  does?: (text: string) => void
  /** Other texts that name it exactly. */
  names: readonly string[]
}

/** What an editor lists for a text: `forText` is the text that the options answer. */
export type Listing = { options: readonly ListOption[]; forText: string | null; status: string; more?: () => void }

/** Whether a typed text names an option exactly, by its label or its natural key. */
export function matchesExactly(option: ListOption, text: string): boolean {
  const wanted = foldText(text)
  return foldText(option.label) === wanted || option.names.some((name) => foldText(name) === wanted)
}

/** Makes the open editor hold an option. */
export function choose(session: GridSession, option: ListOption): void {
  session.type(option.label, option.content)
}
