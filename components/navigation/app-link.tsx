'use client'

import Link from 'next/link'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type ComponentProps, useMemo } from 'react'
import { leaveWhenAllowed, mayLeave } from './leave-guard'
import { setOut } from './set-out'

/** The one link of the application: it asks the leave guard before it leaves the page. */
export function AppLink({ onNavigate, ...props }: ComponentProps<typeof Link>) {
  const { push, replace } = useAppRouter()
  return (
    <Link
      {...props}
      onNavigate={(event) => {
        onNavigate?.(event)
        const answer = mayLeave()
        if (answer === true) return setOut()
        event.preventDefault()
        if (answer === false) return
        const href = typeof props.href === 'string' ? props.href : (props.href.href ?? props.href.pathname ?? '/')
        const go = props.replace ? replace : push
        void answer.then((agreed) => agreed && go(href, { asked: true, scroll: props.scroll ?? true }))
      }}
    />
  )
}

/** `asked`: the caller knows that nothing would be lost, so the leave guard is not asked. `scroll`: as of a link. */
type Going = { asked?: boolean; scroll?: boolean }

/** The one router of the application: every way it goes asks the leave guard first. */
export function useAppRouter() {
  const router = useRouter()
  return useMemo(() => {
    const when = (leave: () => void, going?: Going) => (going?.asked ? leave() : leaveWhenAllowed(leave))
    const goBy = (way: 'push' | 'replace') => (href: string, going?: Going) =>
      when(() => {
        setOut()
        router[way](href, { scroll: going?.scroll ?? true })
      }, going)
    return {
      push: goBy('push'),
      replace: goBy('replace'),
      refresh: (going?: Going) => when(() => router.refresh(), going),
    }
  }, [router])
}

export { usePathname, useSearchParams }
