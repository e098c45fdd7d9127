import { expect, test } from 'vitest'
import { keepSettings, readSettings, usualSettings } from './grid-settings'

function storage(kept: Record<string, string> = {}) {
  const entries = new Map(Object.entries(kept))
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, text: string) => entries.set(key, text),
  }
}

test('what a person chose is kept for that person alone', () => {
  const kept = storage()
  keepSettings('ana', { tabLeaves: true, names: false }, kept)
  expect(readSettings('ana', kept)).toEqual({ tabLeaves: true, names: false })
  expect(readSettings('ben', kept)).toEqual(usualSettings)
})

test.each(['', '7', 'null', '{"tabLeaves":"yes"}', 'not JSON'])('%j is as usual', (text) => {
  expect(readSettings('ana', storage({ 'throughline:grid:ana': text }))).toEqual(usualSettings)
})
