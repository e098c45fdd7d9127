import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listAddress, listParams, sortedBy, sortOf, toggledFilter } from './list-address'
import type { ListQuery } from './list-page'

const plain: ListQuery = { q: '', sort: ['name'], page: 1, size: 50, filters: {} }
const address = (query: ListQuery, change: Partial<ListQuery> = {}) => listAddress('students', query, ['name'], change)

test('a list as it is without parameters has a plain address', () => {
  expect(address(plain)).toBe('/students')
})

test('all of the state stands in the address, readable', () => {
  const query = { q: 'ana lee', sort: ['-email', 'id'], page: 3, size: 100, filters: { status: ['active', 'dropped'] } }
  expect(address(query, { page: 3 })).toBe('/students?q=ana+lee&sort=-email,id&status=active,dropped&page=3&size=100')
})

test('a change of words, order, filters or size leads to the first page', () => {
  const query = { ...plain, page: 7 }
  expect(address(query, { q: 'lee' })).toBe('/students?q=lee')
  expect(address(query, { sort: ['-name'] })).toBe('/students?sort=-name')
  expect(address(query, { size: 20 })).toBe('/students?size=20')
  expect(address(query, { page: 8 })).toBe('/students?page=8')
})

test('a header sorts ascending first, then turns round', () => {
  expect(sortedBy(plain, 'email')).toEqual(['email'])
  expect(sortedBy({ ...plain, sort: ['email'] }, 'email')).toEqual(['-email'])
  expect(sortedBy({ ...plain, sort: ['-email'] }, 'email')).toEqual(['email'])
  expect(sortOf({ ...plain, sort: ['-email', 'name'] }, 'email')).toBe('descending')
  expect(sortOf({ ...plain, sort: ['-email', 'name'] }, 'name')).toBeUndefined()
})

test('a filter value toggles, and a filter without values is gone', () => {
  const one = toggledFilter(plain, 'status', 'active')
  expect(one).toEqual({ status: ['active'] })
  expect(toggledFilter({ ...plain, filters: one }, 'status', 'active')).toEqual({})
})

test('whatever is searched for comes back from the address as it was', () => {
  const words = fc.string({ unit: 'binary', minLength: 1 })
  fc.assert(
    fc.property(words, fc.array(fc.stringMatching(/^[a-z0-9-]+$/), { minLength: 1 }), (q, values) => {
      const query = { ...plain, q, filters: { status: values } }
      const read = new URL(address(query), 'http://localhost').searchParams
      expect(read.get('q')).toBe(q)
      expect(read.get('status')?.split(',')).toEqual(values)
      expect(listParams(query, ['name'])).toHaveLength(2)
    }),
    { seed: 20260903, numRuns: 300 },
  )
})
