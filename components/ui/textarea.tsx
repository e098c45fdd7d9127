import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlClass } from './control-class'

/** Text of several lines; grows with what is in it where the browser can. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={5}
      dir="auto"
      {...props}
      className={classNames(controlClass, 'field-sizing-content max-h-[60vh] min-h-24 px-2.5 py-1.5', className)}
    />
  )
}
