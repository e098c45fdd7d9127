import type { ReactNode } from 'react'
import type { Field as FormField } from '@/admin/engine/form'
import { type ControlProps, Field } from '@/components/ui/field'
import { fieldElementId } from './focus-place'

type FieldFrameProps = {
  field: Pick<FormField, 'name' | 'label' | 'required' | 'help'>
  error?: string
  children: (control: ControlProps) => ReactNode
}

/** The label, help and error of one of the record's own fields, under an id that a problem can lead to. */
export function FieldFrame({ field, error, children }: FieldFrameProps) {
  return (
    <div id={fieldElementId(field.name)} className="scroll-mt-24 scroll-mb-24">
      <Field label={field.label} required={field.required} help={field.help} error={error}>
        {children}
      </Field>
    </div>
  )
}
