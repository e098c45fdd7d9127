import type { ComponentProps } from 'react'
import { classNames } from './class-names'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'ref'> & {
  /** Some of what it stands for is chosen, some is not. */
  indeterminate?: boolean
}

/** A check box; the words beside it belong to its label. */
export function Checkbox({ indeterminate, className, ...props }: CheckboxProps) {
  return (
    <input
      {...props}
      type="checkbox"
      // The one state of a check box that HTML has no attribute for.
      ref={
        indeterminate === undefined
          ? undefined
          : (box) => {
              if (box) box.indeterminate = indeterminate
            }
      }
      className={classNames('size-4 shrink-0 accent-accent coarse:size-5', className)}
    />
  )
}
