import { type Field, isRelated } from '@/admin/engine/form'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { namesNow } from '@/components/relation/names-now'
import type { GridSession } from './grid-session'
import { relabel } from './relabel'

/** How many rows are looked at: those in sight, and those around them. */
const rowsRead = 1_000

/** Reads the names of the shown far records again. */
export async function refreshLabels(session: GridSession): Promise<void> {
  // Long work holds the rows as they are.
  if (session.work) return
  for (const field of session.model.fields) {
    if (field.kind !== 'relation' || !field.searchable) continue
    const fresh = await namesNow(field.model, shownIds(session, field), session.placeOf(field.name))
    if (!fresh) continue
    const { editing } = session
    relabel(session.model, field.name, fresh, editing?.field === field.name ? editing.key : undefined)
    session.recent.rename(field.name, fresh)
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
