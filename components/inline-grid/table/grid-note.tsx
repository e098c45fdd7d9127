import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import { problemAt } from '@/components/inline-grid/rows/row-status'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridModel } from '@/components/inline-grid/session/grid-model'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useSession } from '@/components/inline-grid/session/use-grid'
import { shownText } from '@/components/inline-grid/values/cell-text'

const states = {
  changed: 'changed',
  new: 'new',
  deleted: 'will be deleted',
  problem: 'has an error',
  conflict: 'conflict',
  kept: 'kept because it has changes',
} as const

/** The words that describe rows and the focused cell, once for the whole grid instead of once for each cell. */
export function GridNote({ session }: { session: GridSession }) {
  const ids = useGridIds()
  useModel(session.model, ({ sequence }) => sequence)
  const note = useSession(session, noteOf)
  return (
    <div hidden>
      {Object.entries(states).map(([state, words]) => (
        <span key={state} id={ids.state(state)}>
          {words}
        </span>
      ))}
      <span id={ids.help}>
        Arrow keys move, Enter or typing edits, Escape then Tab leaves the table, Control and slash lists the keys.
      </span>
      <span id={ids.cellNote}>{note}</span>
    </div>
  )
}

/** What an edited cell held before. */
export function wasText({ rows }: GridModel, key: RowKey, field: Field): string {
  return `was: ${shownText(field, rows.base(key, field.name)) || 'empty'}`
}

/** What is to be said of the focused cell beyond its text: what is wrong with it, what it was, what it is for. */
function noteOf({ model, focus }: GridSession): string {
  const field = model.rows.fields.get(focus.field)
  if (!field) return ''
  const status = model.status(focus.key)
  const parts: string[] = []
  const problem = problemAt(status, field.name, model.form.heading)
  if (problem) parts.push(problem)
  const conflict = status.conflicts.get(field.name)
  if (conflict) parts.push(`changed by ${conflict.by ?? 'somebody else'} meanwhile`)
  if (status.change === 'changed' && model.rows.isEdited(focus.key, field.name))
    parts.push(wasText(model, focus.key, field))
  if (field.help) parts.push(field.help)
  return parts.join('. ')
}
