import type { ListQuery } from './list-page'

export const pageSizes: readonly number[] = [20, 50, 100, 200]
const defaultSize = 50

/** The parameters of a list's address in their fixed order; what is as it would be without is left out. */
export function listParams(query: ListQuery, defaultSort: readonly string[]): [name: string, value: string][] {
  const sort = query.sort.join(',')
  const params: [string, string][] = [
    ['q', query.q],
    ['sort', sort === defaultSort.join(',') ? '' : sort],
    ...Object.entries(query.filters).map(([name, values]): [string, string] => [name, values.join(',')]),
    ['page', query.page > 1 ? String(query.page) : ''],
    ['size', query.size === defaultSize ? '' : String(query.size)],
  ]
  return params.filter(([, value]) => value !== '')
}

/** The address of a list after a change. Whatever changes but the page itself leads to its first page. */
export function listAddress(
  slug: string,
  query: ListQuery,
  defaultSort: readonly string[],
  change: Partial<ListQuery>,
): string {
  const params = listParams({ ...query, page: 1, ...change }, defaultSort)
  // A comma needs no escape in a query, and the address stays readable.
  const search = new URLSearchParams(params).toString().replaceAll('%2C', ',')
  return search ? `/${slug}?${search}` : `/${slug}`
}

/** A click on a column's header: ascending by it, or the other way round when it was so already. */
export function sortedBy(query: ListQuery, name: string): string[] {
  return query.sort[0] === name ? [`-${name}`] : [name]
}

/** What `aria-sort` says of a column. */
export function sortOf(query: ListQuery, name: string): 'ascending' | 'descending' | undefined {
  if (query.sort[0] === name) return 'ascending'
  return query.sort[0] === `-${name}` ? 'descending' : undefined
}

/** The filters after one value was added or taken away. */
export function toggledFilter(query: ListQuery, name: string, value: string): ListQuery['filters'] {
  const chosen = query.filters[name] ?? []
  const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]
  const others = withoutFilter(query, name)
  return next.length > 0 ? { ...others, [name]: next } : others
}

/** The filters but one. */
export function withoutFilter(query: ListQuery, name: string): ListQuery['filters'] {
  const { [name]: _, ...others } = query.filters
  return others
}
