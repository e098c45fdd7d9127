'use client'

import { Activity, lazy, useEffect } from 'react'
import { untilSettled, untilUsed } from '@/components/first-use/first-use'
import { draftKeys, draftStorage } from './draft-storage'
import { fetchEditor } from './fetch-editor'
import type { RecordFormProps } from './record-form'

/**
 * The form of a record: in the page from its first byte, fetched and started when somebody first uses the page. A reader
 * fetches no editor.
 */
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
  const storage = draftStorage()
  return storage !== undefined && draftKeys(storage).length > 0
}

export function WaitingRecordForm(props: RecordFormProps) {
  const isNew = props.page.record === null
  useEffect(() => {
    // Whoever opens the form of a new record is going to fill it in.
    if (isNew) globalThis.firstUse?.use()
  }, [isNew])
  return (
    <div data-first-use className="flex min-h-0 flex-1 flex-col">
      <Activity>
        <RecordForm {...props} />
      </Activity>
    </div>
  )
}
