'use client'

import { type KeyboardEvent, useEffect, useState } from 'react'
import { type Choice, namedChoice } from './related-choice'

type EarlyEnter = { query: string; choices: readonly Choice[]; isCurrent: boolean; onChoose: (choice: Choice) => void }

/**
 * Fast typists press Enter before the search has answered. The press waits for the answer and takes the record that the
 * words name; when they name none or several, the list stays open for a choice. Returns the listener for the key.
 */
export function useEarlyEnter({ query, choices, isCurrent, onChoose }: EarlyEnter) {
  const [waiting, setWaiting] = useState<string | null>(null)

  useEffect(() => {
    if (waiting === null || (isCurrent === false && waiting === query)) return
    setWaiting(null)
    const named = waiting === query ? namedChoice(choices, waiting) : undefined
    if (named) onChoose(named)
  }, [waiting, query, choices, isCurrent, onChoose])

  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isCurrent || query.trim() === '') return
    event.preventDefault()
    event.stopPropagation()
    setWaiting(query)
  }
}
