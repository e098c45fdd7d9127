'use client'

import { useEffect, useRef, useState } from 'react'
import type { Options, Related } from '@/admin/engine/form'
import { choiceOf, matches } from './related-choice'
import { searchRelated } from './search'
import { SearchError } from './search-error'

const typingPauseMs = 150

type Found = { query: string; options: readonly Related[]; more: boolean }

/**
 * Searches far records as one types, 20 at a time, while `active`. Only the answer to the latest question counts. What
 * was found stays in sight until the next answer, so that the list does not flicker.
 */
export function useRelatedSearch(model: string, query: string, place: string, active: boolean) {
  const [found, setFound] = useState<Found | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const latest = useRef<AbortController>(null)

  const ask = async (offset: number, earlier: readonly Related[]) => {
    latest.current?.abort()
    const mine = new AbortController()
    latest.current = mine
    setBusy(true)
    try {
      const { options, more }: Options = await searchRelated(model, query, { signal: mine.signal, offset, for: place })
      if (latest.current !== mine) return
      setFound({ query, options: [...earlier, ...options], more })
      setFault(null)
    } catch (error) {
      if (latest.current !== mine) return
      setFault(error instanceof SearchError ? error.message : 'The search did not answer. Try again.')
    }
    setBusy(false)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is made anew on each render and reads only these.
  useEffect(() => {
    if (!active) return
    const timer = setTimeout(() => void ask(0, []), query === '' ? 0 : typingPauseMs)
    return () => clearTimeout(timer)
  }, [model, query, place, active])

  useEffect(() => () => latest.current?.abort(), [])

  const isCurrent = found?.query === query
  const choices = (found?.options ?? []).map(choiceOf)
  return {
    // Until the answer is there, what was found before is narrowed here: Enter must not choose what does not match.
    choices: isCurrent ? choices : choices.filter((choice) => matches(choice, query)),
    isCurrent,
    status: statusOf(fault, found, isCurrent, query),
    more: found?.more && isCurrent && !busy ? () => void ask(found.options.length, found.options) : undefined,
  }
}

function statusOf(fault: string | null, found: Found | null, isCurrent: boolean, query: string): string | undefined {
  if (fault) return fault
  if (!found || !isCurrent) return 'Searching…'
  if (found.options.length === 0) return query === '' ? 'There is nothing to choose from' : `Nothing matches “${query}”`
  return found.more ? 'Scroll for more, or type to narrow' : undefined
}
