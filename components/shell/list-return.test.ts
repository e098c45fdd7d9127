import { beforeEach, expect, test, vi } from 'vitest'
import { listHref, rememberList } from './list-return'

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
})

test('a list that was never seen has its plain address', () => {
  expect(listHref('students')).toBe('/students')
})

test('a list is returned to as it was left, each model by itself', () => {
  rememberList('students', '?q=lee&page=2')
  expect(listHref('students')).toBe('/students?q=lee&page=2')
  expect(listHref('courses')).toBe('/courses')
  rememberList('students', '')
  expect(listHref('students')).toBe('/students')
})
