'use client'

import { useEffect, useState } from 'react'

/**
 * A module that is fetched when it is first wanted. It answers null until then, and also when it cannot be fetched: an
 * application that is offline or was just updated must not take the page down with everything typed on it.
 */
export function useLoaded<Module>(load: () => Promise<Module>, wanted: boolean): Module | null {
  const [loaded, setLoaded] = useState<Module | null>(null)
  const [tries, setTries] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is the same import every time.
  useEffect(() => {
    if (!wanted || loaded) return
    let later: ReturnType<typeof setTimeout> | undefined
    load().then(
      (module) => setLoaded(() => module),
      () => {
        later = setTimeout(() => setTries((count) => count + 1), 2000)
      },
    )
    return () => clearTimeout(later)
  }, [wanted, loaded, tries])

  return loaded
}
