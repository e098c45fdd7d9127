'use client'

import { useEffect, useState } from 'react'
import type { SaveResult } from '@/admin/engine/batch'
import type { RecordPage } from '@/admin/engine/form'
import { useAppRouter } from '@/components/navigation/app-link'
import { Skeleton } from '@/components/ui/skeleton'
import { isStale } from './page-freshness'
import { RecordEditor } from './record-editor'

export type RecordFormProps = {
  page: RecordPage
  /** The query of the address that the page was opened at. */
  query: string
  /** Who opened the page: whose drafts these are, and in whose name it saves. */
  user: string
  /** The server action that takes a batch as JSON text; `as` is who opened the page. */
  save: (batch: { json: string; as: string }) => Promise<SaveResult>
  links: { list: string; history: string | null; print: string | null; remove: string | null }
}

/**
 * A detail page: the record's own fields, its picks and its grids, with one save for all of it. A page that is read
 * again while it is open keeps everything typed.
 */
export function RecordForm(props: RecordFormProps) {
  const { page } = props
  const [restarts, setRestarts] = useState(0)
  const { refresh } = useAppRouter()
  const [stale] = useState(() => (typeof window !== 'undefined' && isStale(page) ? page : null))
  const isWaiting = stale === page

  useEffect(() => {
    if (isWaiting) refresh({ asked: true })
  }, [isWaiting, refresh])

  if (isWaiting)
    return (
      <div className="flex flex-col gap-4 px-gutter py-4">
        <Skeleton className="h-6 w-64" />
        <Skeleton className="h-8 w-full max-w-xl" />
        <Skeleton className="h-64 w-full" />
      </div>
    )
  return (
    <RecordEditor
      key={`${page.form.model}/${page.record?.id ?? 'new'}/${restarts}`}
      {...props}
      isRestart={restarts > 0}
      onRestart={() => setRestarts((count) => count + 1)}
    />
  )
}
