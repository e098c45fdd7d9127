import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** What it does; the name for assistive technology and the hint of the mouse. */
  label: string
  icon: ReactNode
  size?: 'regular' | 'small'
}

/** A button of one icon. It always has a name. */
export function IconButton({ label, icon, size = 'regular', className, ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...props}
      className={classNames(iconButtonClass(size), className)}
    >
      {icon}
    </button>
  )
}

/** How an icon button looks; a menu's trigger or a link of one icon looks the same. */
export function iconButtonClass(size: 'regular' | 'small' = 'regular'): string {
  return classNames('icon-button', size === 'small' ? 'size-control-small' : 'size-control')
}
