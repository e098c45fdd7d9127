'use client'

import { useEffect } from 'react'
import { startedNow } from '@/components/first-use/first-use'
import { RecordForm, type RecordFormProps } from './record-form'

/** The form of a record that answers to the hand, beginning with what was done to its picture. */
export function LiveRecordForm(props: RecordFormProps) {
  useEffect(startedNow, [])
  return <RecordForm {...props} />
}
