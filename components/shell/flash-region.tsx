'use client'

import { Check, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { currentFlash, dismissFlash, subscribeFlash } from './flash'

const readingTime = 10_000

/** Where messages of success appear. The region stands in every page, so that its words are announced when they come. */
export function FlashRegion() {
  const flash = useSyncExternalStore(subscribeFlash, currentFlash, () => null)
  const [held, setHeld] = useState(false)

  useEffect(() => {
    if (!flash || held) return
    const timer = setTimeout(dismissFlash, readingTime)
    return () => clearTimeout(timer)
  }, [flash, held])

  return (
    <div className="pointer-events-none fixed inset-x-0 top-3 z-50 flex justify-center px-4">
      <div
        role="status"
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
        className="pointer-events-auto max-w-full"
      >
        {flash ? (
          <div
            key={flash.id}
            className="flex max-w-xl animate-appear items-center gap-2 rounded-lg bg-surface py-1 pr-1 pl-3 text-sm text-text shadow-float"
          >
            <Check aria-hidden className="size-4 shrink-0 text-new" />
            <span className="line-clamp-3 min-w-0 py-1">{flash.message}</span>
            <IconButton
              label="Dismiss"
              size="small"
              icon={<X aria-hidden />}
              onClick={() => {
                setHeld(false)
                dismissFlash()
              }}
            />
          </div>
        ) : null}
      </div>
    </div>
  )
}
