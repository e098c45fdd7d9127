'use client'

import type { ComponentProps } from 'react'
import type { Field } from '@/admin/engine/form'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'

type TextControlProps = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  field: Field
  value: string
  onChange: (value: string) => void
}

/** The control of every field that is written as text: words, numbers, dates. */
export function TextControl({ field, value, onChange, ...props }: TextControlProps) {
  const control = {
    ...props,
    value,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  switch (field.kind) {
    case 'text':
      if (field.multiline) return <Textarea {...(control as ComponentProps<'textarea'>)} />
      return <TextInput {...control} type={field.format === 'email' ? 'email' : 'text'} />
    case 'integer':
      return <TextInput {...control} inputMode="numeric" className="tabular max-w-48" />
    case 'decimal':
      return <TextInput {...control} inputMode="decimal" className="tabular max-w-48" />
    case 'date':
      return <TextInput {...control} type="date" className="tabular max-w-48" />
    case 'moment':
      return (
        <span className="flex items-center gap-2">
          <TextInput {...control} type="datetime-local" step="any" className="tabular max-w-64" />
          <span className="text-muted text-sm">UTC</span>
        </span>
      )
    default:
      return <TextInput {...control} />
  }
}
