import { afterEach, describe, expect, test, vi } from 'vitest'
import { fieldForText } from './create-request'
import { resolveTexts, searchRelated } from './search'

afterEach(() => vi.unstubAllGlobals())

function answering(answer: (url: string, body: unknown) => Response) {
  const calls: { url: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    calls.push({ url, body })
    return answer(url, body)
  })
  return calls
}

describe('searching', () => {
  test('asks for the words, the page and the cell', async () => {
    const calls = answering(() => Response.json({ options: [[1, 'Ana Lee', 'ana@example.org']], more: true }))
    const found = await searchRelated('students', 'a&b', { offset: 20, for: 'courses/enrollments/studentId' })
    expect(calls[0]?.url).toBe('/students/options?q=a%26b&offset=20&for=courses%2Fenrollments%2FstudentId')
    expect(found.more).toBe(true)
  })

  test.each([
    [401, 'You are signed out. Sign in again to search.'],
    [403, 'You may not search these records.'],
    [500, 'The search did not answer. Try again.'],
  ])('a refusal with %d is said in words', async (status, words) => {
    answering(() => new Response('', { status }))
    await expect(searchRelated('students', 'a')).rejects.toThrow(words)
  })
})

describe('resolving', () => {
  test('sends at most a thousand texts at once and finds all of them again', async () => {
    const calls = answering((_, body) => {
      const { texts } = body as { texts: string[] }
      return Response.json({ results: Object.fromEntries(texts.map((text) => [text, { status: 'unknown' }])) })
    })
    const texts = Array.from({ length: 2_500 }, (_, index) => `p${index}@example.org`)
    const found = await resolveTexts('students', texts)
    expect(calls.map(({ body }) => (body as { texts: string[] }).texts.length)).toEqual([1_000, 1_000, 500])
    expect(found.size).toBe(2_500)
  })

  test('leaves out the texts of a request that failed, and of no other', async () => {
    answering((_, body) => {
      const { texts } = body as { texts: string[] }
      if (texts.includes('p1500')) return new Response('', { status: 503 })
      return Response.json({ results: {} })
    })
    const texts = Array.from({ length: 2_500 }, (_, index) => `p${index}`)
    const found = await resolveTexts('students', texts)
    expect([...found.keys()].sort()).toEqual([...texts.slice(0, 1_000), ...texts.slice(2_000)].sort())
  })

  test.each([401, 500])('says why when no request was answered with anything but %d', async (status) => {
    answering(() => new Response('', { status }))
    await expect(resolveTexts('students', Array.from({ length: 2_500 }, String))).rejects.toMatchObject({ status })
  })

  test('ends with the signal, whatever was found before', async () => {
    const abort = new AbortController()
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      init.signal?.throwIfAborted()
      abort.abort()
      return Response.json({ results: {} })
    })
    const texts = Array.from({ length: 2_500 }, String)
    await expect(resolveTexts('students', texts, { signal: abort.signal })).rejects.toThrow('aborted')
  })

  test('a text that the answer leaves out, or that names a property of objects, is unknown', async () => {
    answering(() => Response.json({ results: {} }))
    const found = await resolveTexts('students', ['constructor', 'x'])
    expect([...found.values()]).toEqual([{ status: 'unknown' }, { status: 'unknown' }])
  })
})

describe('the text that a new record begins with', () => {
  const common = { label: '', required: true, readOnly: false, kind: 'text' as const }
  const fields = [
    { ...common, name: 'name' },
    { ...common, name: 'email', format: 'email' as const },
  ]

  test.each([
    ['Ana Lee', 'name'],
    ['ana@example.org', 'email'],
  ])('%s is its %s', (text, field) => {
    expect(fieldForText(fields, text)).toBe(field)
  })
})
