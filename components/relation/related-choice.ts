import type { Related } from '@/admin/engine/form'

/** A far record as a list shows it. */
export type Choice = { id: number; title: string; detail?: string; related: Related }

export function choiceOf(related: Related): Choice {
  const [id, title, ...texts] = related
  return { id, title, detail: texts.filter((text) => text && text !== title).join(' · ') || undefined, related }
}

/** Whether a record holds every word that was typed. */
export function matches({ title, detail = '' }: Choice, query: string): boolean {
  const text = `${title} ${detail}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The records that some words name exactly, by title or natural key. */
export function exactChoices(choices: readonly Choice[], words: string): Choice[] {
  const text = words.trim().toLowerCase()
  return choices.filter(({ related: [, ...texts] }) => texts.some((each) => each?.toLowerCase() === text))
}

/** The record that Enter takes for some words: the one they name exactly, else the first found; never one of namesakes. */
export function impliedChoice(choices: readonly Choice[], words: string): Choice | undefined {
  if (words.trim() === '') return undefined
  const exact = exactChoices(choices, words)
  return exact.length > 1 ? undefined : (exact[0] ?? choices[0])
}
