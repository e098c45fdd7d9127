'use client'

import { use, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { RecordPage } from '@/admin/engine/form'
import { standsNow, startedNow } from '@/components/first-use/first-use'
import { useSearchParams } from '@/components/navigation/app-link'
import { RecordForm, type RecordFormProps } from './record-form'

/** Nobody acts on rows that are not counted yet: what is done to their picture meanwhile is kept. The server draws that. */
function waitForCounts({ inlines }: RecordPage): void {
  if (typeof window === 'undefined') return
  for (const { counting } of Object.values(inlines)) if (counting) use(counting)
}

/** The form of a record that answers to the hand, beginning with what was done to its picture. */
export function LiveRecordForm(props: Omit<RecordFormProps, 'query'>) {
  useLayoutEffect(standsNow, [])
  useEffect(startedNow, [])
  waitForCounts(props.page)
  const query = useSearchParams().toString()
  const [opened] = useState(query)
  // The grids change the address themselves: nothing has to be drawn for it.
  return useMemo(() => <RecordForm {...props} query={opened} />, [props, opened])
}
