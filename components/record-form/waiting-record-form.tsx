'use client'

import { Activity, lazy, useEffect } from 'react'
import type { RecordPage } from '@/admin/engine/form'
import { untilSettled, untilUsed } from '@/components/first-use/first-use'
import { firstRows, plainLimit } from '@/components/inline-grid/table/row-limits'
import { browserStorage } from '@/components/ui/browser-storage'
import { draftKeys } from './draft-storage'
import { fetchEditor } from './fetch-editor'
import type { RecordFormProps } from './record-form'

const RecordForm =
  typeof window === 'undefined'
    ? (require('./live-record-form') as typeof import('./live-record-form')).LiveRecordForm
    : lazy(async () => {
        if (!hasDrafts()) await untilUsed()
        const { LiveRecordForm } = await fetchEditor()
        await untilSettled()
        return { default: LiveRecordForm }
      })

/** Whoever comes back to unsaved changes is told of them at once. */
function hasDrafts(): boolean {
  const storage = browserStorage()
  return storage !== undefined && draftKeys(storage).length > 0
}

/** So long the page rests before it draws rows that are still missing, in milliseconds. */
const restMs = 2_000

/** Whether there are rows that the page is to have, for its reader's own search or a screen reader, and has not yet. */
function isIncomplete({ inlines }: RecordPage): boolean {
  return Object.values(inlines).some(({ total }) => total > firstRows && total <= plainLimit)
}

/** Whether the address asks for an order of so many rows that the page did not wait for it. */
function isToArrange({ inlines }: RecordPage): boolean {
  const names = [...new URLSearchParams(location.search).keys()]
  return Object.entries(inlines).some(
    ([grid, { counting }]) => counting && names.some((name) => name.startsWith(`${grid}.`)),
  )
}

/**
 * The form of a record: in the page from its first byte, fetched and started when somebody first uses the page. A reader
 * fetches no editor.
 */
export function WaitingRecordForm(props: Omit<RecordFormProps, 'query'>) {
  const { page } = props
  useEffect(() => {
    // Whoever opens the form of a new record is going to fill it in; an order that nobody made yet is asked for.
    const wait = page.record === null || isToArrange(page) ? 0 : isIncomplete(page) ? restMs : null
    if (wait === null) return
    const timer = setTimeout(() => globalThis.firstUse?.use(), wait)
    return () => clearTimeout(timer)
  }, [page])
  return (
    <div data-first-use className="flex min-h-0 flex-1 flex-col">
      <Activity>
        <RecordForm {...props} />
      </Activity>
    </div>
  )
}
