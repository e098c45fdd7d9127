import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'

/** What the list of such a menu is given: the properties of its root, and the button that it stands at. */
export type LateMenu = {
  root: { open: boolean; onOpenChange: (open: boolean, how: { event: Event }) => void; modal: false }
  opener: RefObject<HTMLButtonElement | null>
}

/**
 * A menu whose list is fetched when it is first opened: the properties of its button, and of its list once `isWanted`.
 * The button is the page's own from the beginning, so that it keeps the focus when the list arrives.
 */
export function useLateMenu() {
  const [open, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const show = (isShown: boolean) => {
    setWanted(true)
    setOpen(isShown)
  }
  const menu: LateMenu = {
    root: {
      open,
      // A press on the button is the button's: closed here, the menu would be opened again by the click that follows.
      onOpenChange: (next, { event }) => {
        const target = (event instanceof FocusEvent && event.relatedTarget) || event.target
        if (next || !(target instanceof Node && opener.current?.contains(target))) setOpen(next)
      },
      modal: false,
    },
    opener,
  }
  const button = {
    ref: opener,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open,
    'data-popup-open': open || undefined,
    onClick: () => show(!open),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      show(true)
    },
  }
  return { button, menu, isWanted }
}
