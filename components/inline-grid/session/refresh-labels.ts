import { type Field, isRelated } from '@/admin/engine/form'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { loadRelated } from '@/components/relation/related'
import { SearchError } from '@/components/relation/search-error'
import type { GridSession } from './grid-session'
import { relabel } from './relabel'

/** How many rows are looked at: those in sight, and those around them. */
const rowsRead = 1_000

/** From now on, whenever a person comes back to the page, the names of the far records that it shows are read again. */
export function refreshOnReturn(session: GridSession, signal: AbortSignal): void {
  let isReading = false
  const read = async () => {
    if (isReading || document.visibilityState !== 'visible') return
    isReading = true
    await refreshLabels(session)
    isReading = false
  }
  window.addEventListener('focus', read, { signal })
  document.addEventListener('visibilitychange', read, { signal })
}

/** Reads the names of the shown far records again. What cannot be read stays as it is, until the next time. */
export async function refreshLabels(session: GridSession): Promise<void> {
  // Long work holds the rows as they are.
  if (session.work) return
  for (const field of session.model.fields) {
    if (field.kind !== 'relation' || !field.searchable) continue
    const ids = shownIds(session, field)
    if (ids.length === 0) continue
    try {
      const fresh = await loadRelated(field.model, ids, session.placeOf(field.name))
      const { editing } = session
      relabel(session.model, field.name, fresh, editing?.field === field.name ? editing.key : undefined)
      session.recent.rename(field.name, fresh)
    } catch (error) {
      if (!(error instanceof SearchError || error instanceof TypeError)) throw error
    }
  }
}

function shownIds({ model }: GridSession, field: Field): number[] {
  const { from, to } = model.inSight?.() ?? { from: 0, to: rowsRead }
  const start = Math.max(0, Math.floor((from + to - rowsRead) / 2))
  const ids = new Set<number>()
  for (const key of model.order.slice(start, start + rowsRead)) {
    const content = model.get(key, field.name)
    if (!isUnsettled(content) && isRelated(content)) ids.add(content[0])
  }
  return [...ids]
}
