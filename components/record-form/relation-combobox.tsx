'use client'

import { type FocusEvent, useState } from 'react'
import type { Field, Related } from '@/admin/engine/form'
import { Combobox } from '@/components/ui/combobox'
import type { ControlProps } from '@/components/ui/field'
import { type Choice, choiceOf, namedChoice } from './related-choice'
import { useEarlyEnter } from './use-early-enter'
import { useRelatedSearch } from './use-related-search'

type RelationComboboxProps = ControlProps & {
  field: Field & { kind: 'relation' }
  place: string
  value: Related | null
  /** What was typed before the combobox was there. */
  initialQuery: string | null
  autoFocus: boolean
  /** The field was clicked, so the list shows at once. */
  isClicked: boolean
  onChange: (value: Related | null) => void
  onBlur: () => void
}

/** The combobox of a relation field: searches the server by title and natural key. */
export function RelationCombobox(props: RelationComboboxProps) {
  const { field, place, value, initialQuery, autoFocus, isClicked, onChange, onBlur, ...control } = props
  const [query, setQuery] = useState(initialQuery ?? value?.[1] ?? '')
  const [typed, setTyped] = useState(initialQuery !== null)
  const [open, setOpen] = useState(isClicked)
  const { choices, isCurrent, busy, status, more } = useRelatedSearch(field.model, typed ? query : '', place, open)

  const choose = (chosen: Related | null) => {
    setTyped(false)
    setQuery(chosen?.[1] ?? '')
    onChange(chosen)
  }
  // The title in the field is what is chosen, so typing replaces it.
  const select = ({ target }: FocusEvent) => {
    if (!typed && target instanceof HTMLInputElement) target.select()
  }
  // Words without a choice are not a value: the one record they name exactly is taken, otherwise they are put back.
  const leave = () => {
    if (typed && query.trim() !== (value?.[1] ?? '')) {
      if (query.trim() === '' && !field.required) choose(null)
      else if (isCurrent) choose(namedChoice(choices, query)?.related ?? value)
    }
    onBlur()
  }

  const waitForAnswer = useEarlyEnter({
    query: typed ? query : '',
    choices,
    isCurrent,
    onChoose: ({ related }) => choose(related),
  })

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears of the focus leaving the field inside.
    <span className="min-w-0 flex-1" onFocus={select} onBlur={leave} onKeyDownCapture={waitForAnswer}>
      <Combobox<Choice>
        {...control}
        items={choices}
        value={value && choiceOf(value)}
        onChange={(choice) => choose(choice?.related ?? null)}
        query={typed ? query : (value?.[1] ?? '')}
        onQuery={(next, byHand) => {
          setQuery(next)
          setTyped(byHand)
        }}
        keyOf={({ id }) => id}
        labelOf={({ title }) => title}
        detailOf={({ detail }) => detail}
        status={status}
        busy={busy}
        onMore={more}
        onOpen={setOpen}
        defaultOpen={isClicked}
        clearable={!field.required}
        autoFocus={autoFocus}
        placeholder={`Search ${field.label.toLowerCase()}…`}
      />
    </span>
  )
}
