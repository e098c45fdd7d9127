'use client'

import { useEffect } from 'react'
import { useSearchParams } from '@/components/navigation/app-link'
import { rememberList } from '@/components/shell/list-return'

/** Keeps the list's address, so that a record's page can lead back to the list as it was. */
export function ListMemory({ slug }: { slug: string }) {
  const search = useSearchParams().toString()
  useEffect(() => rememberList(slug, search && `?${search}`), [slug, search])
  return null
}
