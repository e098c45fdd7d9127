'use client'

import { ExternalLink, X } from 'lucide-react'
import { useRef } from 'react'
import { type Field, isRelated } from '@/admin/engine/form'
import { AppLink } from '@/components/navigation/app-link'
import { RelatedCombobox } from '@/components/relation/related-combobox'
import { IconButton, iconButtonClass } from '@/components/ui/icon-button'
import { TextInput } from '@/components/ui/text-input'
import { FieldFrame } from './field-frame'
import type { FieldValue } from './field-value'

type RelationFieldProps = {
  field: Field & { kind: 'relation' }
  model: string
  value: FieldValue
  error?: string
  onChange: (value: FieldValue) => void
  onBlur: () => void
  /** Asks the server for the record that the typed words name, and takes it if there is exactly one. */
  onLookUp: () => void
  /** The chosen record is opened in another tab. */
  onOpen: () => void
}

/** The choice of one far record. Words that name none stay in the field as they were typed, as a problem. */
export function RelationField({ field, model, value, error, onChange, onBlur, onLookUp, onOpen }: RelationFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const chosen = isRelated(value) ? value : null
  const before = useRef(chosen)
  if (chosen) before.current = chosen
  const typed = typeof value === 'string' ? value : ''

  return (
    <FieldFrame field={field} error={error}>
      {(props) => (
        <span className="flex items-center gap-1">
          {field.searchable ? (
            <RelatedCombobox
              {...props}
              inputRef={input}
              model={field.model}
              place={`${model}/${field.name}`}
              label={field.label}
              text={chosen?.[1] ?? typed}
              query={typed}
              chosen={chosen ? [chosen[0]] : []}
              onText={(text) => onChange(text === '' ? null : text)}
              onTake={onChange}
              onLeave={() => {
                onBlur()
                if (typed !== '') onLookUp()
              }}
              onEscape={() => typed !== '' && onChange(before.current)}
            >
              {chosen && !field.required ? (
                <IconButton
                  label={`Clear ${field.label}`}
                  size="small"
                  icon={<X aria-hidden />}
                  onClick={() => {
                    onChange(null)
                    input.current?.focus()
                  }}
                />
              ) : null}
            </RelatedCombobox>
          ) : (
            <TextInput {...props} readOnly value={chosen?.[1] ?? ''} />
          )}
          {chosen && field.searchable ? (
            <AppLink
              href={`/${field.model}/${chosen[0]}`}
              target="_blank"
              onClick={onOpen}
              onAuxClick={onOpen}
              aria-label={`Open ${chosen[1]} in a new tab`}
              title={`Open ${chosen[1]} in a new tab`}
              className={iconButtonClass()}
            >
              <ExternalLink aria-hidden />
            </AppLink>
          ) : null}
        </span>
      )}
    </FieldFrame>
  )
}
