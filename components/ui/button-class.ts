import { classNames } from './class-names'

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'regular' | 'small'

const kinds: Record<ButtonKind, string> = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-strong [a&]:hover:bg-accent-strong border-transparent',
  secondary: 'bg-canvas text-text border-line-strong hover:bg-hover active:bg-pressed',
  quiet: 'bg-transparent text-muted border-transparent hover:bg-hover hover:text-text active:bg-pressed',
  danger: 'bg-canvas text-problem border-problem-line hover:bg-problem-soft active:bg-problem-soft',
}

const sizes: Record<ButtonSize, string> = {
  regular: 'h-control px-3 text-sm gap-1.5',
  small: 'h-control-small px-2 text-xs gap-1',
}

/** How a button looks; a link that acts as one looks the same. */
export function buttonClass(kind: ButtonKind = 'secondary', size: ButtonSize = 'regular', more?: string): string {
  return classNames(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium',
    'transition-colors disabled:opacity-50 aria-disabled:opacity-60 disabled:pointer-events-none',
    '[&_svg]:size-4 [&_svg]:shrink-0',
    kinds[kind],
    sizes[size],
    more,
  )
}
