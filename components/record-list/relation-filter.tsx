'use client'

import { X } from 'lucide-react'
import { useState, useTransition } from 'react'
import { AppLink, useAppRouter } from '@/components/navigation/app-link'
import { RelatedCombobox } from '@/components/relation/related-combobox'
import { Field } from '@/components/ui/field'
import { listAddress, toggledFilter } from './list-address'
import type { ListFilter, ListQuery } from './list-page'

type RelationFilterProps = {
  slug: string
  filter: ListFilter & { kind: 'relation' }
  query: ListQuery
  defaultSort: readonly string[]
}

/** The values of a filter by what a column points at: those that are chosen, each a link that takes it away, and a search. */
export function RelationFilter({ slug, filter, query, defaultSort }: RelationFilterProps) {
  const { name, label, model, choices } = filter
  const [typed, setTyped] = useState('')
  const [isGoing, startGoing] = useTransition()
  const { push } = useAppRouter()
  const toggled = (value: string) =>
    listAddress(slug, query, defaultSort, { filters: toggledFilter(query, name, value) })

  return (
    <div className="flex flex-col gap-1 p-1" data-searching={isGoing || undefined}>
      {choices.length > 0 ? (
        <ul aria-label={label} className="flex flex-col">
          {choices.map((choice) => (
            <li key={choice.value}>
              <AppLink
                href={toggled(choice.value)}
                prefetch={false}
                scroll={false}
                aria-label={`Remove ${choice.label}`}
                title={`Remove ${choice.label}`}
                className="flex h-8 items-center gap-2 rounded-sm px-2 text-sm hover:bg-hover coarse:h-11"
              >
                <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                <X aria-hidden className="size-4 shrink-0 text-muted" />
              </AppLink>
            </li>
          ))}
        </ul>
      ) : null}
      <Field label={label} labelHidden className="noscript:hidden">
        {(control) => (
          <RelatedCombobox
            {...control}
            model={model}
            place=""
            label={label}
            text={typed}
            query={typed}
            chosen={choices.map(({ value }) => Number(value))}
            isMultiple
            onText={setTyped}
            onTake={([taken]) => {
              setTyped('')
              startGoing(() => push(toggled(String(taken)), { scroll: false }))
            }}
          />
        )}
      </Field>
    </div>
  )
}
