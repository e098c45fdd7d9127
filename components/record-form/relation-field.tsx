'use client'

import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import type { Field, Related } from '@/admin/engine/form'
import { AppLink } from '@/components/navigation/app-link'
import { iconButtonClass } from '@/components/ui/icon-button'
import { TextInput } from '@/components/ui/text-input'
import { FieldFrame } from './field-frame'
import { useLoaded } from './use-loaded'

type RelationFieldProps = {
  field: Field & { kind: 'relation' }
  /** Names the field to the search ("database-configs/contactId"). */
  place: string
  value: Related | null
  error?: string
  onChange: (value: Related | null) => void
  onBlur: () => void
}

const loadCombobox = () => import('./relation-combobox')

/** The choice of one far record. The combobox is fetched when the field is first touched; what is typed until then is kept. */
export function RelationField({ field, place, value, error, onChange, onBlur }: RelationFieldProps) {
  const [wanted, setWanted] = useState(false)
  const [focused, setFocused] = useState(false)
  const [isClicked, setClicked] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const combobox = useLoaded(loadCombobox, wanted)
  const want = () => setWanted(true)

  return (
    <FieldFrame field={field} error={error}>
      {(props) => (
        <span className="flex items-center gap-1" onPointerEnter={want}>
          {combobox && field.searchable ? (
            <combobox.RelationCombobox
              {...props}
              field={field}
              place={place}
              value={value}
              initialQuery={typed}
              autoFocus={focused}
              isClicked={focused && isClicked}
              onChange={onChange}
              onBlur={onBlur}
            />
          ) : (
            <TextInput
              {...props}
              role="combobox"
              aria-expanded={false}
              aria-haspopup="listbox"
              readOnly={!field.searchable}
              value={typed ?? value?.[1] ?? ''}
              placeholder={field.searchable ? `Search ${field.label.toLowerCase()}…` : undefined}
              onChange={({ target }) => setTyped(target.value)}
              onClick={() => setClicked(true)}
              onFocus={({ target }) => {
                want()
                setFocused(true)
                target.select()
              }}
              onBlur={() => {
                setFocused(false)
                onBlur()
              }}
            />
          )}
          {value && field.searchable ? (
            <AppLink
              href={`/${field.model}/${value[0]}`}
              target="_blank"
              aria-label={`Open ${value[1]} in a new tab`}
              title={`Open ${value[1]} in a new tab`}
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
