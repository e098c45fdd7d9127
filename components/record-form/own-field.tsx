'use client'

import { type Control, useController } from 'react-hook-form'
import type { Field } from '@/admin/engine/form'
import { Checkbox } from '@/components/ui/checkbox'
import { ChoiceSelect } from '@/components/ui/choice-select'
import { FieldError } from '@/components/ui/field'
import { FieldFrame } from './field-frame'
import type { FieldValue } from './field-value'
import { fieldElementId } from './focus-place'
import type { Values } from './record-fields'
import type { RecordSession } from './record-session'
import { RelationField } from './relation-field'
import { TextControl } from './text-control'

type OwnFieldProps = {
  field: Field
  session: RecordSession
  control: Control<Values>
  /** The record that a relation field points at is opened in another tab. */
  onOpen: () => void
}

const yesOrNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

/** The control of one of the record's own fields, by its kind. */
export function OwnField({ field, session, control, onOpen }: OwnFieldProps) {
  const { field: input, fieldState } = useController({ control, name: field.name })
  const value: FieldValue = input.value ?? null
  const error = fieldState.error?.message
  const text = typeof value === 'string' ? value : ''

  switch (field.kind) {
    case 'boolean':
      // What begins as yes or no is never blank.
      if (field.required || typeof field.initial === 'boolean')
        return <CheckField field={field} checked={value === true} error={error} onChange={input.onChange} />
      return (
        <FieldFrame field={field} error={error}>
          {(props) => (
            <ChoiceSelect
              {...props}
              choices={yesOrNo}
              required={false}
              className="max-w-48"
              value={value === null ? '' : String(value)}
              onChange={(text) => input.onChange(text === '' ? null : text === 'true')}
              onBlur={input.onBlur}
            />
          )}
        </FieldFrame>
      )
    case 'choice':
      return (
        <FieldFrame field={field} error={error}>
          {(props) => (
            <ChoiceSelect
              {...props}
              choices={field.choices}
              required={field.required}
              className="max-w-64"
              value={text}
              onChange={input.onChange}
              onBlur={input.onBlur}
            />
          )}
        </FieldFrame>
      )
    case 'relation':
      return (
        <RelationField
          field={field}
          model={session.page.form.model}
          value={value}
          error={error}
          onChange={input.onChange}
          onBlur={input.onBlur}
          onLookUp={() => void session.lookUp(field)}
          onOpen={onOpen}
        />
      )
    case 'text':
    case 'integer':
    case 'decimal':
    case 'date':
    case 'moment':
    case 'lookup':
      return (
        <FieldFrame field={field} error={error}>
          {(props) => (
            <TextControl {...props} field={field} value={text} onChange={input.onChange} onBlur={input.onBlur} />
          )}
        </FieldFrame>
      )
  }
}

type CheckFieldProps = { field: Field; checked: boolean; error?: string; onChange: (checked: boolean) => void }

function CheckField({ field, checked, error, onChange }: CheckFieldProps) {
  const id = fieldElementId(field.name)
  return (
    <div id={id} className="flex scroll-mt-24 flex-col gap-1">
      <label htmlFor={`${id}-box`} className="flex items-center gap-2 self-start text-base coarse:min-h-11">
        <Checkbox
          id={`${id}-box`}
          checked={checked}
          onChange={({ target }) => onChange(target.checked)}
          aria-describedby={field.help || error ? `${id}-about` : undefined}
          aria-invalid={error ? true : undefined}
        />
        {field.label}
      </label>
      <div id={`${id}-about`} className="pl-6">
        {field.help ? <p className="text-muted text-xs">{field.help}</p> : null}
        {error ? <FieldError>{error}</FieldError> : null}
      </div>
    </div>
  )
}
