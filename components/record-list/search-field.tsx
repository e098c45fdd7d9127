'use client'

import { Search, X } from 'lucide-react'
import { debounce, parseAsInteger, parseAsString, throttle, useQueryStates } from 'nuqs'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { useId, useRef, useTransition } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { Spinner } from '@/components/ui/spinner'
import { TextInput } from '@/components/ui/text-input'
import { useListKeys } from './use-list-keys'

type SearchFieldProps = {
  slug: string
  /** The other parameters of the address, which a form without JavaScript has to carry along. */
  kept: readonly (readonly [name: string, value: string])[]
}

/** Searches as one types, through the address. Without JavaScript it is a form that Enter sends. */
export function SearchField(props: SearchFieldProps) {
  return (
    <NuqsAdapter>
      <Field {...props} />
    </NuqsAdapter>
  )
}

function Field({ slug, kept }: SearchFieldProps) {
  const [searching, startSearching] = useTransition()
  const [{ q }, setQuery] = useQueryStates(
    { q: parseAsString.withDefault(''), page: parseAsInteger },
    { shallow: false, history: 'replace', scroll: false, startTransition: startSearching },
  )
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useListKeys(field)
  const search = (words: string, now: boolean) =>
    setQuery({ q: words || null, page: null }, { limitUrlUpdates: now ? throttle(50) : debounce(250) })

  return (
    <search className="min-w-0 flex-1 basis-56 sm:max-w-72">
      <form
        action={`/${slug}`}
        method="get"
        className="relative"
        data-searching={searching || undefined}
        onSubmit={(event) => {
          event.preventDefault()
          void search(field.current?.value ?? '', true)
        }}
      >
        <label htmlFor={id} className="sr-only">
          Search
        </label>
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-faint">
          {searching ? <Spinner /> : <Search aria-hidden className="size-4" />}
        </span>
        <TextInput
          ref={field}
          id={id}
          type="search"
          name="q"
          value={q}
          onChange={(event) => void search(event.target.value, false)}
          placeholder="Search"
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          aria-keyshortcuts="/"
          className="px-8.5 text-sm [&::-webkit-search-cancel-button]:hidden"
        />
        <span className="absolute inset-y-0 right-1 flex items-center">
          {q ? (
            <button
              type="button"
              aria-label="Clear"
              title="Clear"
              onClick={() => {
                void search('', true)
                field.current?.focus()
              }}
              className="flex size-6 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-text coarse:size-11"
            >
              <X aria-hidden className="size-4" />
            </button>
          ) : (
            <span className="pointer-events-none pr-2">
              <Kbd keys="/" />
            </span>
          )}
        </span>
      </form>
    </search>
  )
}
