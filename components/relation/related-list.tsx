import { Check } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Related } from '@/admin/engine/form'
import { classNames } from '@/components/ui/class-names'
import type { Choice } from './related-choice'

type RelatedListProps = {
  id: string
  label: string
  choices: readonly Choice[]
  activeId: number | undefined
  chosen: readonly number[]
  isMultiple?: boolean
  status: string | undefined
  onMore?: () => void
  onTake: (related: Related) => void
}

/** The list under a search: far records by title, with what tells like-named ones apart and a mark at what is chosen. */
export function RelatedList(props: RelatedListProps) {
  const { id, label, choices, activeId, chosen, isMultiple, status, onMore, onTake } = props
  const popup = useRef<HTMLDivElement>(null)
  const hasChoices = choices.length > 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: the list grows when its first choices come.
  useEffect(() => {
    popup.current?.scrollIntoView({ block: 'nearest' })
  }, [hasChoices])

  return (
    <div
      ref={popup}
      className="absolute inset-x-0 top-full z-30 mt-1 scroll-mb-24 rounded-lg bg-surface text-text shadow-float"
    >
      <div
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={isMultiple || undefined}
        tabIndex={-1}
        onScroll={({ currentTarget: list }) => {
          if (list.scrollHeight - list.scrollTop - list.clientHeight < 120) onMore?.()
        }}
        className={classNames('max-h-72 overflow-y-auto overscroll-contain py-1', hasChoices ? '' : 'hidden')}
      >
        {choices.map((choice) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
          <div
            key={choice.id}
            id={`${id}-${choice.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={chosen.includes(choice.id)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(choice.related)}
            className={classNames(
              'mx-1 flex min-h-8 cursor-default select-none items-baseline gap-2 rounded-sm px-2 py-1.5 text-sm hover:bg-hover coarse:min-h-11',
              choice.id === activeId && 'bg-hover forced-colors:outline-2',
            )}
          >
            <span className="min-w-0 truncate">{choice.title}</span>
            {choice.detail ? <span className="min-w-0 truncate text-muted text-xs">{choice.detail}</span> : null}
            {chosen.includes(choice.id) ? (
              <Check aria-hidden className="ml-auto size-4 shrink-0 self-center text-accent" />
            ) : null}
          </div>
        ))}
      </div>
      <p
        aria-live="polite"
        className={status ? 'border-line border-t px-3 py-2 text-muted text-xs first:border-t-0' : 'sr-only'}
      >
        {status}
      </p>
    </div>
  )
}
