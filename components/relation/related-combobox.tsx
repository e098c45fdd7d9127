'use client'

import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useState } from 'react'
import type { Related } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { classNames } from '@/components/ui/class-names'
import { controlClass } from '@/components/ui/control-class'
import type { ControlProps } from '@/components/ui/field'
import { exactChoices, impliedChoice } from './related-choice'
import { RelatedList } from './related-list'
import { useRelatedSearch } from './use-related-search'

type RelatedComboboxProps = ControlProps & {
  /** The far model's slug. */
  model: string
  /** Names the field to the search ("database-configs/contactId"). */
  place: string
  label: string
  text: string
  /** What is searched for: nothing while the text is only the title of what is chosen. */
  query: string
  chosen: readonly number[]
  isMultiple?: boolean
  onText: (text: string) => void
  onTake: (related: Related) => void
  onLeave?: () => void
  /** Escape was pressed with no list to close. */
  onEscape?: () => void
  inputRef?: Ref<HTMLInputElement>
  /** What stands at the end of the field. */
  children?: ReactNode
}

/**
 * A field that searches far records as one types: arrows walk the list, Enter takes. It keeps the rest of the page within
 * reach of assistive technology while its list is open.
 */
export function RelatedCombobox(props: RelatedComboboxProps) {
  const {
    model,
    place,
    label,
    text,
    query,
    chosen,
    isMultiple,
    onText,
    onTake,
    onLeave,
    onEscape,
    inputRef,
    children,
    ...control
  } = props
  const listId = useId()
  const [isOpen, setOpen] = useState(false)
  const [marked, setMarked] = useState<number | null>(null)
  const [isWaiting, setWaiting] = useState(false)
  const { choices, isCurrent, status, more } = useRelatedSearch(model, query, place, isOpen)
  const active = choices.find(({ id }) => id === marked) ?? impliedChoice(choices, query)

  const take = (related: Related) => {
    setOpen(false)
    setMarked(null)
    onTake(related)
  }

  // Fast typists press Enter before the search has answered: then the record that the words name is taken, if there is one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of the answer matters.
  useEffect(() => {
    if (!isWaiting || !isCurrent) return
    setWaiting(false)
    const [named, ...others] = exactChoices(choices, query)
    const only = choices.length === 1 ? choices[0] : undefined
    const meant = others.length === 0 ? (named ?? only) : undefined
    if (meant) take(meant.related)
  }, [isWaiting, isCurrent])

  useEffect(() => {
    if (active && isOpen) document.getElementById(`${listId}-${active.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, isOpen, listId])

  const walk = (step: number) => {
    setOpen(true)
    const at = choices.findIndex(({ id }) => id === active?.id)
    const next = choices[at < 0 && step < 0 ? choices.length - 1 : Math.max(0, Math.min(at + step, choices.length - 1))]
    if (isOpen && next) setMarked(next.id)
    if (at + step >= choices.length - 3) more?.()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      walk(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      setOpen(false)
    } else if (event.key === 'Escape') {
      onEscape?.()
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      if (active && (isCurrent || marked !== null)) take(active.related)
      else if (isCurrent || query.trim() === '') setOpen(false)
      else setWaiting(true)
    }
  }

  return (
    <span className="relative flex min-w-0 flex-1">
      <input
        {...control}
        ref={inputRef}
        type="text"
        dir="auto"
        role="combobox"
        aria-expanded={isOpen}
        aria-haspopup="listbox"
        aria-controls={isOpen ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active ? `${listId}-${active.id}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={`Search ${midSentence(label)}…`}
        value={text}
        onChange={({ target }) => {
          setOpen(true)
          setMarked(null)
          setWaiting(false)
          onText(target.value)
        }}
        onFocus={({ target }) => query === '' && target.select()}
        onClick={() => setOpen(true)}
        onKeyDown={press}
        onBlur={() => {
          setOpen(false)
          onLeave?.()
        }}
        className={classNames(controlClass, 'h-control pl-2.5', children ? 'pr-8' : 'pr-2.5')}
      />
      {children ? <span className="absolute inset-y-0 right-1 flex items-center">{children}</span> : null}
      {isOpen ? (
        <RelatedList
          id={listId}
          label={label}
          choices={choices}
          activeId={active?.id}
          chosen={chosen}
          isMultiple={isMultiple}
          status={status}
          onMore={more}
          onTake={take}
        />
      ) : null}
    </span>
  )
}
