import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'

export type ControlProps = {
  id: string
  /** Said besides the label's `for`, because an open list hides the label from assistive technology. */
  'aria-labelledby': string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

export type FieldProps = {
  label: string
  required?: boolean
  help?: ReactNode
  error?: string
  /** The label stays for assistive technology only. */
  labelHidden?: boolean
  className?: string
  /** The control, with what ties it to its label, help and error. */
  children: (control: ControlProps) => ReactNode
}

/** A control with its label above, its help and its error below. */
export function Field({ label, required, help, error, labelHidden, className, children }: FieldProps) {
  const id = useId()
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'font-medium text-muted text-sm'}>
        <span id={`${id}-label`}>{label}</span>
        {required ? <RequiredMark /> : null}
      </label>
      {children({
        id,
        'aria-labelledby': `${id}-label`,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
      {help ? (
        <p id={`${id}-help`} className="text-muted text-xs">
          {help}
        </p>
      ) : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  )
}

/** The mark of a field that must be given; `aria-required` tells assistive technology. */
export function RequiredMark() {
  return (
    <span aria-hidden className="ml-0.5 text-problem">
      *
    </span>
  )
}

/** What is wrong with one control, in words. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1 text-problem text-xs">
      <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      {children}
    </p>
  )
}
