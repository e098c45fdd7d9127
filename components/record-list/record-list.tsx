import { Plus, SearchX, Table2 } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { midSentence } from '@/components/ui/mid-sentence'
import { PageHeader } from '@/components/ui/page-header'
import { listAddress, listParams } from './list-address'
import { ListFilters } from './list-filters'
import { ListMemory } from './list-memory'
import { isNarrowed, type ListPage, type ListQuery } from './list-page'
import { ListPages } from './list-pages'
import { ListTable } from './list-table'
import { SearchField } from './search-field'

export type RecordListProps = {
  slug: string
  singular: string
  plural: string
  canAdd: boolean
  page: ListPage
  query: ListQuery
  /** The order of the list without `?sort=`; given, it stays out of the address. */
  defaultSort?: readonly string[]
}

/** The list page of a model. All of its state is in the address; without JavaScript it is links and two GET forms. */
export function RecordList({ slug, singular, plural, canAdd, page, query, defaultSort = [] }: RecordListProps) {
  const add = canAdd ? (
    <ButtonLink href={`/${slug}/new`} kind="primary" icon={<Plus aria-hidden />}>
      Add {midSentence(singular)}
    </ButtonLink>
  ) : null
  const narrowed = isNarrowed(query)
  const empty = page.total === 0 && !narrowed
  return (
    <>
      <PageHeader title={plural} beside={<ListCount page={page} narrowed={narrowed} />} actions={empty ? null : add} />
      {empty ? null : (
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-gutter pb-3 max-sm:border-b-0">
          <SearchField slug={slug} kept={listParams({ ...query, q: '', page: 1 }, defaultSort)} />
          <ListFilters slug={slug} filters={page.filters} query={query} defaultSort={defaultSort} />
        </div>
      )}
      {page.rows.length > 0 ? (
        <div className="[form[data-searching]_~_&]:opacity-60">
          <ListTable slug={slug} plural={plural} page={page} query={query} defaultSort={defaultSort} />
        </div>
      ) : empty ? (
        <EmptyState icon={<Table2 />} title={`No ${midSentence(plural)} yet`} action={add}>
          {canAdd
            ? `Add the first one and it will stand here.`
            : `Whoever may add ${midSentence(plural)} has not done so.`}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<SearchX />}
          title={
            query.q ? `No ${midSentence(plural)} match “${query.q}”` : `No ${midSentence(plural)} match these filters`
          }
          action={
            <ButtonLink href={listAddress(slug, query, defaultSort, { q: '', filters: {} })}>Show all</ButtonLink>
          }
        >
          {query.q ? 'Check the spelling, or search for fewer words.' : 'Choose other values, or show all of them.'}
        </EmptyState>
      )}
      {page.rows.length > 0 ? <ListPages slug={slug} page={page} query={query} defaultSort={defaultSort} /> : null}
      <ListMemory slug={slug} />
    </>
  )
}

/** How many there are; said politely when a search changes it. */
function ListCount({ page, narrowed }: { page: ListPage; narrowed: boolean }) {
  return (
    <span aria-live="polite">
      {page.total.toLocaleString('en')}
      {narrowed ? ' found' : <span className="sr-only"> in all</span>}
    </span>
  )
}
