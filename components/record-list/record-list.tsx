import { Plus } from 'lucide-react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { ButtonLink } from '@/components/ui/button-link'
import { PageHeader } from '@/components/ui/page-header'
import { listAddress, listParams } from './list-address'
import { ListFilters } from './list-filters'
import { ListMemory } from './list-memory'
import { isNarrowed, type ListPage, type ListQuery } from './list-page'
import { ListPages } from './list-pages'
import { ListTable } from './list-table'
import { NoMatches, NoRecords } from './no-rows'
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
    <div className="group/list">
      <PageHeader title={plural} beside={<ListCount page={page} narrowed={narrowed} />} actions={empty ? null : add} />
      {empty ? null : (
        <div className="relative flex flex-wrap items-center gap-2 border-line border-b px-gutter pb-3 max-sm:border-b-0">
          <SearchField slug={slug} kept={listParams({ ...query, q: '', page: 1 }, defaultSort)} />
          <ListFilters slug={slug} filters={page.filters} query={query} defaultSort={defaultSort} />
        </div>
      )}
      <div className={staleClass}>
        {page.rows.length > 0 ? (
          <>
            <ListTable slug={slug} plural={plural} page={page} query={query} defaultSort={defaultSort} />
            <ListPages slug={slug} page={page} query={query} defaultSort={defaultSort} />
          </>
        ) : empty ? (
          <NoRecords plural={plural} add={add} />
        ) : (
          <NoMatches plural={plural} q={query.q} all={listAddress(slug, query, defaultSort, { q: '', filters: {} })} />
        )}
      </div>
      <ListMemory slug={slug} />
    </div>
  )
}

/** While a search is under way the rows and links are those of the search before. */
const staleClass =
  'transition-opacity delay-150 group-has-[[data-searching]]/list:pointer-events-none group-has-[[data-searching]]/list:opacity-60'

/** How many there are; said politely when a search changes it. */
function ListCount({ page, narrowed }: { page: ListPage; narrowed: boolean }) {
  return (
    <span aria-live="polite">
      {page.total.toLocaleString('en')}
      {/* A common space before what is not in the line would be lost. */}
      {narrowed ? ' found' : <span className="sr-only">{'\u00a0in all'}</span>}
    </span>
  )
}
