import type { ComponentProps, ReactNode } from 'react'
import { AppLink } from '@/components/navigation/app-link'
import { type ButtonKind, type ButtonSize, buttonClass } from './button-class'

type ButtonLinkProps = ComponentProps<typeof AppLink> & { kind?: ButtonKind; size?: ButtonSize; icon?: ReactNode }

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ kind, size, icon, className, children, ...props }: ButtonLinkProps) {
  return (
    <AppLink {...props} className={buttonClass(kind, size, className)}>
      {icon}
      {children}
    </AppLink>
  )
}
