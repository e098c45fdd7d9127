import { useEffect, useState } from 'react'
import { type Field, isRelated, type Related } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import type { CellPlace } from '@/components/inline-grid/selection/selection'
import type { Editing, GridSession } from '@/components/inline-grid/session/grid-session'
import { withRecent } from '@/components/inline-grid/session/recent-choices'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { searchLimit, searchRelated } from '@/components/relation/search'
import { SearchError } from '@/components/relation/search-error'
import type { Listing, ListOption } from './list-option'

type RelationField = Field & { kind: 'relation' }
type Found = { text: string | null; options: readonly Related[]; more: boolean; status: string; isLoading: boolean }

const debounce = 150

/**
 * Searches the far records for the typed text as it changes; an older answer never replaces a newer one. `text` is null
 * before any typing: then the list begins with the first records, or with the candidates of an ambiguous text.
 */
export function useRelatedOptions(
  session: GridSession,
  field: RelationField,
  editing: Editing,
  text: string | null,
): Listing {
  const content = session.model.get(editing.key, editing.field)
  const candidates = text === null && isUnsettled(content) ? content.candidates : undefined
  const [found, setFound] = useState<Found>({ text: null, options: [], more: false, status: '', isLoading: true })
  const [offset, setOffset] = useState(0)
  const [searched, setSearched] = useState(text)
  if (searched !== text) {
    setSearched(text)
    setOffset(0)
  }
  const place = session.placeOf(field.name)
  // A text that named nobody is searched for as it stands.
  const query = text ?? (isUnsettled(content) ? content.raw : '')

  useEffect(() => {
    if (candidates) return
    const abort = new AbortController()
    const search = async () => {
      setFound((last) => ({ ...last, isLoading: true }))
      const next = await answer(field, query, offset, place, abort.signal)
      if (abort.signal.aborted) return
      setFound((last) => ({
        ...next,
        text,
        isLoading: false,
        options: offset > 0 ? [...last.options, ...next.options] : next.options,
      }))
    }
    const timer = setTimeout(search, text === null || offset > 0 ? 0 : debounce)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [field, text, query, offset, place, candidates])

  const canCreate = field.creatable && !found.isLoading && !found.options.some((option) => isNamed(option, query))
  const create = canCreate ? [createOption(session, field, editing, query)] : []
  const asListed = (option: Related) => asOption(session, field, editing, option)
  if (candidates) return { options: candidates.map(asListed), forText: null, status: '' }
  const recent = query.trim() === '' ? session.recent.of(field.name) : []
  return {
    options: [...withRecent(found.options.map(asListed), recent.map(asListed)), ...(found.more ? [] : create)],
    forText: found.isLoading && found.text !== text ? null : found.text,
    status: found.isLoading && found.options.length === 0 ? 'Searching…' : found.status,
    more: found.more && !found.isLoading ? () => setOffset(found.options.length) : undefined,
  }
}

async function answer(field: RelationField, text: string, offset: number, place: string, signal: AbortSignal) {
  try {
    const { options, more } = await searchRelated(field.model, text.trim(), { signal, offset, for: place })
    const nothing = `No ${midSentence(field.label)} matches “${text.trim()}”`
    const status = options.length === 0 && offset === 0 ? nothing : more ? moreStatus(offset + options.length) : ''
    return { options, more, status }
  } catch (error) {
    if (!(error instanceof SearchError || error instanceof TypeError || signal.aborted)) throw error
    const status = error instanceof SearchError ? error.message : 'The search did not answer. Try again.'
    return { options: [], more: false, status }
  }
}

function moreStatus(count: number): string {
  return count <= searchLimit ? `First ${count} shown: type more to narrow` : `${count} shown: type more to narrow`
}

/** Whether a record bears exactly this name already, as its title or its natural key. */
function isNamed([, title, key]: Related, text: string): boolean {
  const name = text.trim().toLocaleLowerCase()
  return title.toLocaleLowerCase() === name || key?.toLocaleLowerCase() === name
}

/** The last line of a complete list: the record that is missing can be made without leaving the page. */
function createOption(session: GridSession, field: RelationField, cell: CellPlace, query: string): ListOption {
  const name = query.trim()
  return {
    id: 'create',
    content: null,
    label: name === '' ? `Create a ${midSentence(field.label)}…` : `Create “${name}”…`,
    names: [],
    does: (text) => session.create(cell, text.trim() || name),
  }
}

function asOption(session: GridSession, field: RelationField, editing: Editing, option: Related): ListOption {
  const [id, title, ...lookups] = option
  const names = lookups.filter((text) => text !== null)
  const present = session.model.get(editing.key, field.name)
  const isPresent = isRelated(present as never) && (present as Related)[0] === id
  const isTaken = !isPresent && session.takenBy(field.name, option, editing.key) !== undefined
  return {
    id: String(id),
    content: option,
    label: title,
    detail: names.filter((text) => text !== title).join(' · ') || undefined,
    reason: isTaken ? 'already here' : undefined,
    names,
  }
}
