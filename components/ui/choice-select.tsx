import type { ComponentProps } from 'react'
import { Select } from './select'

type ChoiceSelectProps = Omit<ComponentProps<typeof Select>, 'value' | 'onChange' | 'required'> & {
  choices: readonly { value: string; label: string }[]
  /** Empty for none. */
  value: string
  required: boolean
  /** What stands where nothing is chosen. */
  blank?: string
  onChange: (value: string) => void
}

/** One of a few. None is among them where that may be, and while it is so. */
export function ChoiceSelect({ choices, value, required, blank = '', onChange, ...props }: ChoiceSelectProps) {
  return (
    <Select {...props} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {required && value !== '' ? null : <option value="">{blank}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </Select>
  )
}
