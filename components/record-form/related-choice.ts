import type { Related } from '@/admin/engine/form'

/** A far record as the combobox takes it: it would read a tuple as a list of values. */
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

/** The one record that some words name: exactly, or as the only one found. */
export function namedChoice(choices: readonly Choice[], words: string): Choice | undefined {
  const text = words.trim().toLowerCase()
  const exact = choices.filter(({ related: [, ...texts] }) => texts.some((each) => each?.toLowerCase() === text))
  if (exact.length === 1) return exact[0]
  return choices.length === 1 ? choices[0] : undefined
}
