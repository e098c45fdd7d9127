import { useGridIds } from '@/components/inline-grid/session/grid-ids'

const states = {
  changed: 'changed',
  new: 'new',
  deleted: 'will be deleted',
  problem: 'has an error',
  conflict: 'conflict',
  kept: 'kept because it has changes',
} as const

/** The words that describe the grid and its rows, once for the whole grid instead of once for each row. */
export function GridNote() {
  const ids = useGridIds()
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
    </div>
  )
}
