import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { iconButtonClass } from '@/components/ui/icon-button'
import { Brand } from './brand'
import { Navigation, type NavigationGroup } from './navigation'

type NavigationDrawerProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  groups: readonly NavigationGroup[]
  footer: ReactNode
  /** What opened it, and has the focus again when it closes. */
  opener: RefObject<HTMLButtonElement | null>
}

/** The navigation as a sheet from the left. */
export function NavigationDrawer({ open, onOpenChange, groups, footer, opener }: NavigationDrawerProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label="Navigation"
          finalFocus={opener}
          className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[calc(100vw-3rem)] flex-col bg-nav shadow-float outline-none transition-transform ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full"
        >
          <div className="flex items-center justify-between p-2">
            <Brand />
            <Dialog.Close aria-label="Close navigation" className={iconButtonClass()}>
              <X aria-hidden />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-4">
            <Navigation groups={groups} onNavigate={() => onOpenChange(false)} />
          </div>
          <div className="border-line border-t p-2">{footer}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
