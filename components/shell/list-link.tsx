'use client'

import type { ReactNode } from 'react'
import { AppLink } from '@/components/navigation/app-link'
import { useListHref } from './list-return'

/** A link to a model's list as it was left: its words, order and page. */
export function ListLink({ slug, className, children }: { slug: string; className?: string; children: ReactNode }) {
  return (
    <AppLink href={useListHref(slug)} className={className}>
      {children}
    </AppLink>
  )
}
