import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlClass } from './control-class'

/** One line of text. */
export function TextInput({ className, ...props }: ComponentProps<'input'>) {
  return <input type="text" dir="auto" {...props} className={classNames(controlClass, 'h-control px-2.5', className)} />
}
