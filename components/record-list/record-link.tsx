'use client'

import { type ReactNode, useState } from 'react'
import { AppLink } from '@/components/navigation/app-link'
import { fetchEditor } from '@/components/record-form/fetch-editor'

type RecordLinkProps = { href: string; title: string; className?: string; children: ReactNode }

/** A row's link to its record: loaded ahead when it is about to be pressed, with the editor, not fifty at once. */
export function RecordLink({ href, title, className, children }: RecordLinkProps) {
  const [near, setNear] = useState(false)
  const approach = () => {
    setNear(true)
    // What cannot be fetched ahead is fetched when it is needed, which then says so.
    fetchEditor().catch(() => {})
  }
  return (
    <AppLink
      data-row-link
      href={href}
      title={title}
      prefetch={near ? null : false}
      onPointerEnter={approach}
      onFocus={approach}
      className={className}
    >
      {children}
    </AppLink>
  )
}
