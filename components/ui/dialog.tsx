'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { classNames } from './class-names'
import { focusAtOnce } from './focus-at-once'
import { iconButtonClass } from './icon-button'
import { isSaveKey } from './save-key'

type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** The buttons, the safest first. `DialogClose` closes. */
  footer?: ReactNode
  /** A question that must be answered: a press outside does not close it. */
  asks?: boolean
  wide?: boolean
  /** What Control+S does. It never saves the page behind: what the window holds would be lost with that. */
  onSave?: () => void
  /** Where the focus goes first; else the first thing that can take it. */
  initialFocus?: RefObject<HTMLElement | null>
  /** Where the focus goes when it closes; else to where it was. */
  finalFocus?: () => HTMLElement | null
}

/** A window above the page. Escape closes it and the focus returns to where it was. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, children, footer, asks, wide, onSave, initialFocus, finalFocus } =
    props
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} disablePointerDismissal={asks}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          role={asks ? 'alertdialog' : 'dialog'}
          ref={popup}
          initialFocus={focusAtOnce(popup, initialFocus)}
          finalFocus={finalFocus}
          onKeyDown={(event) => {
            if (!isSaveKey(event)) return
            event.preventDefault()
            if (!event.repeat) onSave?.()
          }}
          className={classNames(
            'fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-2rem)] -translate-x-1/2 flex-col',
            'rounded-lg bg-surface text-text shadow-float outline-none transition-[opacity,scale] ease-out',
            'data-starting-style:scale-98 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:opacity-0',
            wide ? 'max-w-2xl' : 'max-w-md',
          )}
        >
          <div className="flex items-start gap-2 px-5 pt-4">
            <Base.Title className="flex-1 font-semibold text-lg tracking-tight">{title}</Base.Title>
            {asks ? null : (
              <Base.Close aria-label="Close" className={classNames(iconButtonClass('small'), '-mr-2')}>
                <X aria-hidden />
              </Base.Close>
            )}
          </div>
          {description ? (
            <Base.Description className="px-5 pt-1 text-muted text-sm">{description}</Base.Description>
          ) : null}
          {children ? <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div> : null}
          {footer ? <div className="flex flex-wrap justify-end gap-2 px-5 pt-3 pb-4">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
