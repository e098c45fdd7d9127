'use client'

import { X } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { type Control, useFormState } from 'react-hook-form'
import type { PickForm, Related } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { RelatedCombobox } from '@/components/relation/related-combobox'
import { classNames } from '@/components/ui/class-names'
import { FieldFrame } from './field-frame'
import { fieldElementId } from './focus-place'
import type { Values } from './record-fields'
import type { RecordSession } from './record-session'

type PickFieldProps = { pick: PickForm; session: RecordSession; model: string; control: Control<Values> }

/** A standard many-to-many relation: what is chosen as chips, and a search that adds and takes away. */
export function PickField({ pick, session, model, control }: PickFieldProps) {
  const links = useSyncExternalStore(
    session.subscribe,
    () => session.picked(pick.name),
    () => session.picked(pick.name),
  )
  const { errors } = useFormState({ control, name: pick.name })
  const [typed, setTyped] = useState('')
  const stored = new Set(links.stored.map(([id]) => id))
  const noun = midSentence(pick.label)

  const choose = (chosen: readonly Related[]) => session.pick(pick.name, chosen)
  const toggle = (related: Related) => {
    const others = links.chosen.filter(([id]) => id !== related[0])
    setTyped('')
    choose(others.length < links.chosen.length ? others : [...links.chosen, related])
  }
  const remove = (id: number, at: number) => {
    choose(links.chosen.filter(([other]) => other !== id))
    // The chip that had the focus is gone: the one in its place takes it, or the search.
    requestAnimationFrame(() => {
      const frame = document.getElementById(fieldElementId(pick.name))
      const rest = frame?.querySelectorAll<HTMLElement>('[data-remove]')
      const next = rest?.[Math.min(at, rest.length - 1)] ?? frame?.querySelector<HTMLElement>('input')
      next?.focus()
    })
  }

  return (
    <FieldFrame
      field={{ name: pick.name, label: pick.label, required: false, help: pick.help }}
      error={errors[pick.name]?.message}
    >
      {(props) => (
        <>
          {links.chosen.length > 0 ? (
            <ul aria-label={`Chosen ${noun}`} className="flex flex-wrap gap-1 pb-1">
              {links.chosen.map(([id, title], at) => (
                <li
                  key={id}
                  className={classNames(
                    'flex min-h-6 max-w-full items-center rounded-md border bg-sunken pl-2 text-sm coarse:min-h-9',
                    stored.has(id) ? 'border-line' : 'border-new-line bg-new-soft',
                    pick.readOnly && 'pr-2',
                  )}
                >
                  <span className="truncate">{title}</span>
                  {stored.has(id) ? null : <span className="sr-only">{'\u00a0(new)'}</span>}
                  {pick.readOnly ? null : (
                    <button
                      type="button"
                      data-remove
                      aria-label={`Remove ${title}`}
                      onClick={() => remove(id, at)}
                      className="flex size-6 items-center justify-center rounded-md text-muted hover:text-text coarse:size-9"
                    >
                      <X aria-hidden className="size-3.5" />
                    </button>
                  )}
                </li>
              ))}
            </ul>
          ) : pick.readOnly || !pick.searchable ? (
            <p className="text-muted text-sm">None</p>
          ) : null}
          {pick.readOnly || !pick.searchable ? null : (
            <RelatedCombobox
              {...props}
              model={pick.model}
              place={`${model}/${pick.name}`}
              label={pick.label}
              text={typed}
              query={typed}
              chosen={links.chosen.map(([id]) => id)}
              isMultiple
              onText={setTyped}
              onTake={toggle}
            />
          )}
        </>
      )}
    </FieldFrame>
  )
}
