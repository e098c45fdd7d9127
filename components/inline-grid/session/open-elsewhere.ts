import { refreshOnReturn } from '@/components/relation/refresh-on-return'
import type { GridSession } from './grid-session'

/** A record of the page was opened in another tab, where it may be changed: its name is read again when one comes back. */
export function openedElsewhere(session: GridSession): void {
  if (session.away) return
  session.away = new AbortController()
  const { signal } = session.away
  refreshOnReturn(async () => {
    const { refreshLabels } = await import('./refresh-labels')
    await refreshLabels(session)
  }, signal)
}

/** Opens a record in a tab of its own. */
export function openElsewhere(session: GridSession, model: string, id: number): void {
  openedElsewhere(session)
  window.open(`/${model}/${id}`, '_blank', 'noreferrer')
}
