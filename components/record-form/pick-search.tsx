'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import { useState } from 'react'
import type { PickForm, Related } from '@/admin/engine/form'
import { classNames } from '@/components/ui/class-names'
import { ComboboxOption, ComboboxPopup } from '@/components/ui/combobox'
import { controlClass } from '@/components/ui/control-class'
import type { ControlProps } from '@/components/ui/field'
import { type Choice, choiceOf } from './related-choice'
import { useEarlyEnter } from './use-early-enter'
import { useRelatedSearch } from './use-related-search'

type PickSearchProps = ControlProps & {
  pick: PickForm
  place: string
  chosen: readonly Related[]
  onChange: (chosen: readonly Related[]) => void
  /** What was typed before the search was there. */
  initialQuery: string
  autoFocus: boolean
  /** The field was clicked, so the list shows at once. */
  isClicked: boolean
}

/** The search of a pick: its list shows what is chosen with a check mark, Enter adds or takes away. */
export function PickSearch(props: PickSearchProps) {
  const { pick, place, chosen, onChange, initialQuery, autoFocus, isClicked, ...control } = props
  const [query, setQuery] = useState(initialQuery)
  const [open, setOpen] = useState(isClicked)
  const { choices, isCurrent, status, more } = useRelatedSearch(pick.model, query, place, open)
  // An open list hides the rest of the page from assistive technology, so it closes with each choice.
  const choose = (next: readonly Related[]) => {
    setQuery('')
    setOpen(false)
    onChange(next)
  }
  const waitForAnswer = useEarlyEnter({
    query,
    choices,
    isCurrent,
    onChoose: ({ id, related }) => {
      if (chosen.some(([other]) => other === id)) setQuery('')
      else choose([...chosen, related])
    },
  })

  return (
    <Base.Root<Choice, true>
      multiple
      items={choices}
      filter={null}
      value={chosen.map(choiceOf)}
      onValueChange={(next) => choose(next.map(({ related }) => related))}
      inputValue={query}
      onInputValueChange={setQuery}
      itemToStringLabel={({ title }) => title}
      isItemEqualToValue={(choice, other) => choice.id === other.id}
      open={open}
      onOpenChange={setOpen}
      autoHighlight
    >
      <Base.Input
        {...control}
        onKeyDownCapture={waitForAnswer}
        autoFocus={autoFocus}
        placeholder={`Search ${pick.label.toLowerCase()}…`}
        className={classNames(controlClass, 'h-control px-2.5')}
      />
      <ComboboxPopup status={status} onMore={more}>
        {(choice: Choice) => (
          <ComboboxOption key={choice.id} value={choice} label={choice.title} detail={choice.detail} />
        )}
      </ComboboxPopup>
    </Base.Root>
  )
}
