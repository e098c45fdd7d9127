import { Pencil, Plus, Trash2, TriangleAlert } from 'lucide-react'
import type { Arrangement } from '@/components/inline-grid/order/arrange'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel } from '@/components/inline-grid/session/use-grid'
import { classNames } from '@/components/ui/class-names'

/** Made once, so that another count draws none of them anew. */
const icons = { changed: <Pencil />, new: <Plus />, deleted: <Trash2 />, problem: <TriangleAlert /> }

/** "3 changed · 1 new · 1 problem": each of them shows only those rows, and all again. */
export function GridStatus({ session }: { session: GridSession }) {
  const { model } = session
  const changed = useModel(model, ({ judge }) => judge.counts.changed)
  const created = useModel(model, ({ judge }) => judge.counts.created)
  const deleted = useModel(model, ({ judge }) => judge.counts.deleted)
  const problems = useModel(model, ({ judge }) => judge.counts.problems)
  return (
    <span className="flex flex-wrap items-center gap-1 text-xs">
      <State session={session} only="changed" count={changed} color="text-changed" words="changed" />
      <State session={session} only="new" count={created} color="text-new" words="new" />
      <State session={session} only="deleted" count={deleted} color="text-removed" words="to delete" />
      <State
        session={session}
        only="problem"
        count={problems}
        color="text-problem"
        words={problems === 1 ? 'problem' : 'problems'}
      />
    </span>
  )
}

type StateProps = {
  session: GridSession
  only: NonNullable<Arrangement['only']>
  count: number
  color: string
  words: string
}

function State({ session, only, count, color, words }: StateProps) {
  const { model } = session
  const isOn = useModel(model, ({ arrangement }) => arrangement.only === only)
  if (count === 0 && !isOn) return null
  return (
    <button
      type="button"
      aria-pressed={isOn}
      title={isOn ? 'Show all rows' : 'Show only these rows'}
      onClick={() => {
        model.apply({ ...model.arrangement, only: isOn ? null : only })
        session.announceShown()
        // With nothing in that state the button is gone.
        if (count === 0) session.takeFocus()
      }}
      className={classNames(
        'inline-flex h-6 items-center gap-1 rounded-full px-2 coarse:h-9 [&_svg]:size-3',
        isOn ? 'bg-pressed' : 'hover:bg-hover',
        color,
      )}
    >
      {icons[only]}
      <span className="tabular-nums">
        {count.toLocaleString('en')} {words}
      </span>
    </button>
  )
}
