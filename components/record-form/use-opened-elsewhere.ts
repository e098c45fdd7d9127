import { useCallback, useEffect, useRef } from 'react'
import { namesNow } from '@/components/relation/names-now'
import { refreshOnReturn } from '@/components/relation/refresh-on-return'
import type { RecordSession } from './record-session'

/** A chosen record was opened in another tab, where it may be changed: its name is read again when one comes back. */
export function useOpenedElsewhere(session: RecordSession): () => void {
  const away = useRef<AbortController>(null)
  useEffect(() => () => away.current?.abort(), [])
  return useCallback(() => {
    if (away.current) return
    away.current = new AbortController()
    refreshOnReturn(() => refreshOwnLabels(session), away.current.signal)
  }, [session])
}

/** Reads again how the records that the own fields point at are named. */
async function refreshOwnLabels(session: RecordSession): Promise<void> {
  const { own, page } = session
  for (const field of own.fields) {
    if (field.kind !== 'relation' || !field.searchable) continue
    const fresh = await namesNow(field.model, own.shownIds(field.name), `${page.form.model}/${field.name}`)
    if (!fresh) continue
    own.relabel(field.name, fresh)
    session.changed()
  }
}
