import { columnOf, referenceOf } from './columns'
import type { Model } from './define'
import { parseId } from './ids'
import { kindOf } from './kinds'
import { cleanSearch } from './search-sql'
import type { Site } from './site'

/** What a list's address asks for. `sort` names columns, `-` before a name turns the order round; it is never empty. */
export type ListQuery = { q: string; sort: string[]; page: number; size: number; filters: Record<string, string[]> }

export const pageSizes: readonly number[] = [20, 50, 100, 200]
const defaultSize = 50
const maxPage = 1_000_000_000
const maxSortKeys = 3
const maxFilterValues = 100

/** The query of a list's address. Never throws: what is unknown or malformed counts as not given. */
export function parseListQuery(site: Site, slug: string, params: URLSearchParams): ListQuery {
  const model = site.modelAt(slug)
  const page = parseId(params.get('page') ?? '') ?? 1
  const size = parseId(params.get('size') ?? '') ?? defaultSize
  return {
    q: cleanSearch(params.get('q') ?? ''),
    sort: model ? parseSort(model, params.get('sort') ?? '') : [],
    page: Math.min(page, maxPage),
    size: pageSizes.includes(size) ? size : defaultSize,
    filters: model ? parseFilters(model, (name) => params.getAll(name)) : {},
  }
}

/** The order that the declaration gives, by id where it gives none. */
export function defaultSort(model: Model): string[] {
  const { sort } = model.list
  if (sort === undefined) return ['id']
  return typeof sort === 'string' ? [sort] : [...sort]
}

/** `-title` without its sign. */
export function sortName(key: string): string {
  return key.startsWith('-') ? key.slice(1) : key
}

/** The valid keys of a `sort` text among those that may be sorted by, each column once. */
export function sortKeys(text: string, allowed: ReadonlySet<string>): string[] {
  const keys = new Map<string, string>()
  for (const key of text.slice(0, 1_000).split(',')) {
    const name = sortName(key)
    if (allowed.has(name) && !keys.has(name) && keys.size < maxSortKeys) keys.set(name, key)
  }
  return [...keys.values()]
}

function parseSort(model: Model, text: string): string[] {
  const columns = model.list.columns.filter((name) => !isComputed(model, name))
  const keys = sortKeys(text, new Set([...columns, ...defaultSort(model).map(sortName), 'id']))
  return keys.length > 0 ? keys : defaultSort(model)
}

function isComputed({ computed = [] }: Model, name: string): boolean {
  return computed.some((each) => each.name === name)
}

function parseFilters(model: Model, valuesOf: (name: string) => string[]): Record<string, string[]> {
  return Object.fromEntries(
    (model.list.filters ?? []).flatMap((name) => {
      const values = valuesOf(name)
        .flatMap((text) => text.slice(0, 10_000).split(','))
        .filter((value) => isFilterValue(model, name, value))
      return values.length > 0 ? [[name, [...new Set(values)].slice(0, maxFilterValues)]] : []
    }),
  )
}

function isFilterValue(model: Model, name: string, value: string): boolean {
  if (referenceOf(model.table, name)) return parseId(value) !== null
  const column = columnOf(model.table, name)
  switch (kindOf(column)) {
    case 'choice':
      return column.enumValues?.includes(value) ?? false
    case 'boolean':
      return value === 'true' || value === 'false'
    default:
      return false
  }
}
