'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import { useState } from 'react'
import type { PickForm, Related } from '@/admin/engine/form'
import { classNames } from '@/components/ui/class-names'
import { ComboboxOption, ComboboxPopup } from '@/components/ui/combobox'
import { controlClass } from '@/components/ui/control-class'
import type { ControlProps } from '@/components/ui/field'
import { useRelatedSearch } from './use-related-search'

type PickSearchProps = ControlProps & {
  pick: PickForm
  place: string
  chosen: readonly Related[]
  onChange: (chosen: readonly Related[]) => void
  /** What was typed before the search was there. */
  initialQuery: string
  autoFocus: boolean
}

/** The search of a pick: its list shows what is chosen with a check mark, Enter adds or takes away. */
export function PickSearch({ pick, place, chosen, onChange, initialQuery, autoFocus, ...control }: PickSearchProps) {
  const [query, setQuery] = useState(initialQuery)
  const [open, setOpen] = useState(false)
  const { options, status, more } = useRelatedSearch(pick.model, query, place, open)
  return (
    <Base.Root<Related, true>
      multiple
      items={options}
      filter={null}
      value={[...chosen]}
      onValueChange={onChange}
      inputValue={query}
      onInputValueChange={setQuery}
      itemToStringLabel={([, title]) => title}
      isItemEqualToValue={([id], [other]) => id === other}
      open={open}
      onOpenChange={setOpen}
      autoHighlight
    >
      <Base.Input
        {...control}
        autoFocus={autoFocus}
        placeholder={`Search ${pick.label.toLowerCase()}…`}
        className={classNames(controlClass, 'h-control px-2.5')}
      />
      <ComboboxPopup status={status} onMore={more}>
        {(option: Related) => (
          <ComboboxOption
            key={option[0]}
            value={option}
            label={option[1]}
            detail={option[2] && option[2] !== option[1] ? option[2] : undefined}
          />
        )}
      </ComboboxPopup>
    </Base.Root>
  )
}
