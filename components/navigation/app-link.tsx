'use client'

import Link from 'next/link'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import type { ComponentProps } from 'react'

/** The one link of the application. */
export function AppLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} />
}

/** The one router of the application. */
export function useAppRouter() {
  const router = useRouter()
  return {
    push: (href: string) => router.push(href),
    replace: (href: string) => router.replace(href),
    refresh: () => router.refresh(),
  }
}

export { usePathname, useSearchParams }
