'use client'

import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { standsNow, startedNow } from '@/components/first-use/first-use'
import { useSearchParams } from '@/components/navigation/app-link'
import { RecordForm, type RecordFormProps } from './record-form'

/** The form of a record that answers to the hand, beginning with what was done to its picture. */
export function LiveRecordForm(props: Omit<RecordFormProps, 'query'>) {
  useLayoutEffect(standsNow, [])
  useEffect(startedNow, [])
  const query = useSearchParams().toString()
  const [opened] = useState(query)
  // The grids change the address themselves: nothing has to be drawn for it.
  return useMemo(() => <RecordForm {...props} query={opened} />, [props, opened])
}
