import { ChevronRight } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useSession } from '@/components/inline-grid/session/use-grid'
import { GridHeading } from './grid-heading'

type GridFoldProps = { session: GridSession; children: ReactNode }

/** What a grid shows; of one that is declared so, behind its heading. */
export function GridFold({ session, children }: GridFoldProps) {
  return session.model.form.collapsed ? <Fold session={session}>{children}</Fold> : children
}

/**
 * Rows behind their heading. The browser itself opens and closes it, without JavaScript too, and where its own search or
 * a fragment of the address leads inside.
 */
function Fold({ session, children }: GridFoldProps) {
  const { model } = session
  const details = useRef<HTMLDetailsElement>(null)
  const isOpen = useSession(session, (each) => each.isOpen)
  const unsaved = useModel(model, ({ judge: { counts } }) => counts.changed + counts.created + counts.deleted)
  const problems = useModel(model, ({ judge: { counts } }) => counts.problems)
  const follow = () => session.setOpen(details.current?.open ?? isOpen)
  // It may have been opened before it started.
  useLayoutEffect(() => session.setOpen(details.current?.open ?? false), [session])
  return (
    <details ref={details} open={isOpen} onToggle={follow} suppressHydrationWarning className="group/fold">
      <summary className="-ml-1 flex min-h-control w-fit cursor-pointer list-none items-center gap-1 rounded-md pr-2 hover:bg-hover coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open/fold:rotate-90"
        />
        <GridHeading session={session} />
        {unsaved > 0 ? <State color="text-changed" words={`\u00a0${unsaved.toLocaleString('en')} unsaved`} /> : null}
        {problems > 0 ? (
          <State
            color="text-problem"
            words={`\u00a0${problems.toLocaleString('en')} ${problems === 1 ? 'problem' : 'problems'}`}
          />
        ) : null}
      </summary>
      <div id={`rows-${model.form.name}`} className="scroll-mt-16 pt-1">
        {children}
      </div>
    </details>
  )
}

/** What is not to be forgotten behind a closed heading. */
function State({ color, words }: { color: string; words: string }) {
  return <span className={`ml-1 text-xs tabular-nums group-open/fold:hidden ${color}`}>{words}</span>
}
