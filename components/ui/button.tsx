import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { type ButtonKind, type ButtonSize, buttonClass } from './button-class'
import { Kbd } from './kbd'
import { Spinner } from './spinner'

export type ButtonProps = ComponentProps<'button'> & {
  kind?: ButtonKind
  size?: ButtonSize
  icon?: ReactNode
  /** The shortcut that does the same ("mod+s"): shown beside the words, told to assistive technology. */
  kbd?: string
  /** It was pressed and is at work: presses are ignored, the focus stays. */
  busy?: boolean
}

/** A button says what happens. `type` is "button" unless told otherwise, so that nothing is submitted by accident. */
export function Button({ kind, size, icon, kbd, busy, className, children, onClick, ...props }: ButtonProps) {
  const wait = (event: MouseEvent<HTMLButtonElement>) => (busy ? event.preventDefault() : onClick?.(event))
  return (
    <button
      type="button"
      {...props}
      // A button of a form without JavaScript takes no listener; React would refuse one from the server.
      onClick={busy || onClick ? wait : undefined}
      aria-busy={busy || undefined}
      aria-disabled={busy || props['aria-disabled'] || undefined}
      aria-keyshortcuts={kbd ? shortcutFor(kbd) : undefined}
      className={buttonClass(kind, size, className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {kbd ? <Kbd keys={kbd} className={kind === 'primary' ? 'text-on-accent opacity-80' : undefined} /> : null}
    </button>
  )
}

/** "mod+s" as `aria-keyshortcuts` wants it. Both keys work, so both are told. */
function shortcutFor(keys: string): string {
  const named = keys.replace(/\b[a-z]\b/g, (letter) => letter.toUpperCase())
  return named.includes('mod') ? `${named.replace('mod', 'Control')} ${named.replace('mod', 'Meta')}` : named
}
