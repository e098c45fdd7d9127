import { beforeEach, expect, test, vi } from 'vitest'

function fakeStorage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** A page as it is after a full load: the module begins anew, the tab's storage stays. */
async function freshPage() {
  vi.resetModules()
  return await import('./flash')
}

beforeEach(() => void vi.stubGlobal('sessionStorage', fakeStorage()))

test('a message is shown at once and stays the same object until it changes', async () => {
  const { flash, currentFlash, subscribeFlash } = await freshPage()
  const told = vi.fn()
  subscribeFlash(told)
  flash('Saved')
  expect(currentFlash()?.message).toBe('Saved')
  expect(currentFlash()).toBe(currentFlash())
  expect(told).toHaveBeenCalledTimes(1)
})

test('the same words said twice are two messages', async () => {
  const { flash, currentFlash, subscribeFlash } = await freshPage()
  subscribeFlash(() => {})
  flash('Saved')
  const first = currentFlash()
  flash('Saved')
  expect(currentFlash()?.id).not.toBe(first?.id)
})

test('a message made where nothing shows it survives a full load, once', async () => {
  const leaving = await freshPage()
  leaving.flash('Deleted “BBB 2013J”')
  const arriving = await freshPage()
  arriving.subscribeFlash(() => {})
  expect(arriving.currentFlash()?.message).toBe('Deleted “BBB 2013J”')
  const later = await freshPage()
  later.subscribeFlash(() => {})
  expect(later.currentFlash()).toBeNull()
})

test('a dismissed message is gone', async () => {
  const { flash, dismissFlash, currentFlash, subscribeFlash } = await freshPage()
  subscribeFlash(() => {})
  flash('Saved')
  dismissFlash()
  expect(currentFlash()).toBeNull()
})
