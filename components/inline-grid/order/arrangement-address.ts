import { type Field, type RowsAsked, type Scalar, textFault } from '@/admin/engine/form'
import { fieldChoices } from '@/components/inline-grid/values/field-choices'
import { type Arrangement, asStored, sortText } from './arrange'

/** Longer words of an address come from nowhere of ours. */
const longestWords = 200

/**
 * The order and the filters that an address asks of a grid: `enrollments.sort=-status`, `enrollments.q=lee`,
 * `enrollments.status=active,dropped`. What the grid cannot do is left out.
 */
export function readArrangement(grid: string, fields: readonly Field[], params: URLSearchParams): Arrangement {
  const read = (name: string) => params.get(`${grid}.${name}`) ?? ''
  const sort = /^(-?)(.+)$/.exec(read('sort'))
  const words = read('q')
  const values = fields.flatMap((field): [string, Scalar[]][] => {
    const asked = read(field.name).split(',')
    const values = isReserved(field) ? [] : (fieldChoices(field) ?? []).map(({ value }) => value)
    const chosen = values.filter((value) => asked.includes(String(value)))
    return chosen.length > 0 ? [[field.name, chosen]] : []
  })
  return {
    ...asStored,
    sort: sort && fields.some(({ name }) => name === sort[2]) ? { field: sort[2]!, descending: sort[1] === '-' } : null,
    words: words.length > longestWords || textFault(words) !== undefined ? '' : words,
    values: Object.fromEntries(values),
  }
}

/** The query of an address, in which a grid is as it is now; everything else in it stays. Empty, or with its "?". */
export function withArrangement(
  query: string,
  grid: string,
  fields: readonly Field[],
  arrangement: Arrangement,
): string {
  if (!rowsAsked(arrangement) && !query.includes(`${grid}.`)) return query
  const { sort, words, values } = arrangement
  const params = new URLSearchParams(query)
  const put = (name: string, text: string) => {
    // At the end, so that the same question is always the same address.
    params.delete(`${grid}.${name}`)
    if (text !== '') params.append(`${grid}.${name}`, text)
  }
  put('sort', sortText(sort))
  put('q', words.trim())
  for (const field of fields) if (!isReserved(field)) put(field.name, (values[field.name] ?? []).join(','))
  return queryText(params)
}

/** Parameters as the query of an address, empty or with its "?". */
export function queryText(params: URLSearchParams): string {
  // A comma needs no escape in a query, and the address stays readable.
  const text = params.toString().replaceAll('%2C', ',')
  return text && `?${text}`
}

/** What an arrangement asks of the server; undefined for rows as they are stored. */
export function rowsAsked({ sort, words, values }: Arrangement): RowsAsked | undefined {
  const asked = { sort: sortText(sort), q: words.trim(), values }
  return asked.sort === '' && asked.q === '' && Object.keys(values).length === 0 ? undefined : asked
}

function isReserved({ name }: Field): boolean {
  return name === 'sort' || name === 'q'
}
