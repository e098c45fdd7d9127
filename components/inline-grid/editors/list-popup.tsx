import { type RefObject, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import { classNames } from '@/components/ui/class-names'
import { StatusDot } from '@/components/ui/status-pill'
import type { ListOption } from './list-option'

type ListPopupProps = {
  anchor: RefObject<HTMLElement | null>
  id: string
  label: string
  options: readonly ListOption[]
  activeId: string | undefined
  status: string
  onMore?: () => void
  onTake: (option: ListOption) => void
  /** Inside a dialog it stays there: what stands outside closes the dialog when it is touched. */
  inPlace?: boolean
}

/** The list under an editor. It floats above the page, because the grid may be cut off at its edges. */
export function ListPopup({ anchor, id, label, options, activeId, status, onMore, onTake, inPlace }: ListPopupProps) {
  const ids = useGridIds()
  const popup = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = () => {
      if (anchor.current && popup.current) placeUnder(anchor.current, popup.current)
    }
    place()
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  })
  const list = (
    <div ref={popup} className="fixed z-50 flex flex-col rounded-lg bg-surface text-text shadow-float">
      <div
        id={id}
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        className={classNames('max-h-72 overflow-y-auto overscroll-contain py-1', options.length === 0 && 'hidden')}
        onScroll={({ currentTarget: list }) => {
          if (list.scrollHeight - list.scrollTop - list.clientHeight < 120) onMore?.()
        }}
      >
        {options.map((option) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's, which keeps the focus.
          <div
            key={option.id}
            id={`${id}-${option.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.id === activeId}
            aria-disabled={option.reason ? true : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(option)}
            className={classNames(
              'mx-1 flex min-h-8 cursor-default flex-col justify-center rounded-sm px-2 py-1 text-sm coarse:min-h-11',
              option.id === activeId && 'bg-hover',
              option.reason ? 'text-faint' : 'hover:bg-hover',
            )}
          >
            <span className="flex items-center gap-2">
              {option.tone === undefined ? null : <StatusDot tone={option.tone} />}
              <span className="truncate">{option.label}</span>
              {option.reason || option.note ? (
                <span className={classNames('ml-auto shrink-0 text-2xs', !option.reason && 'text-muted')}>
                  {option.reason ?? option.note}
                </span>
              ) : null}
            </span>
            {option.detail ? <span className="truncate text-muted text-xs">{option.detail}</span> : null}
          </div>
        ))}
      </div>
      <p
        role="status"
        className={status ? 'border-line border-t px-3 py-1.5 text-muted text-xs first:border-t-0' : 'sr-only'}
      >
        {status}
      </p>
    </div>
  )
  // Inside the grid's own region, but not inside its rows, which cut off what leaves them.
  const root = document.getElementById(ids.root)
  return inPlace || !root ? list : createPortal(list, root)
}

function placeUnder(anchor: HTMLElement, popup: HTMLElement): void {
  const { left, top, bottom, width } = anchor.getBoundingClientRect()
  const room = window.innerHeight - bottom
  const isAbove = room < 240 && top > room
  popup.style.minWidth = `${Math.max(width, 224)}px`
  popup.style.maxWidth = `${Math.min(480, window.innerWidth - 16)}px`
  popup.style.left = `${Math.max(8, Math.min(left, window.innerWidth - popup.offsetWidth - 8))}px`
  popup.style.top = isAbove ? '' : `${bottom + 4}px`
  popup.style.bottom = isAbove ? `${window.innerHeight - top + 4}px` : ''
}
