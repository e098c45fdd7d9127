'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Menu as MenuIcon, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { iconButtonClass } from '@/components/ui/icon-button'
import { Brand } from './brand'
import { Navigation, type NavigationGroup } from './navigation'

/** The navigation of a phone: a button, and a sheet from the left. */
export function NavigationSheet({ groups, footer }: { groups: readonly NavigationGroup[]; footer: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger aria-label="Open navigation" className={iconButtonClass()}>
        <MenuIcon aria-hidden />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label="Navigation"
          className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[calc(100vw-3rem)] flex-col bg-nav shadow-float outline-none transition-transform ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full"
        >
          <div className="flex items-center justify-between p-2">
            <Brand />
            <Dialog.Close aria-label="Close navigation" className={iconButtonClass()}>
              <X aria-hidden />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-4">
            <Navigation groups={groups} onNavigate={() => setOpen(false)} />
          </div>
          <div className="border-line border-t p-2">{footer}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
