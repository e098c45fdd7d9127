import { describe, expect, test } from 'vitest'
import { type Arrangement, asStored } from '@/components/inline-grid/order/arrange'
import type { RowRequest } from '@/components/inline-grid/order/row-windows'
import type { StoredRow } from '@/components/inline-grid/rows/edit-rows'
import { createGridStore } from './store'
import { enrollmentForm, enrollments, resolving } from './testing'

const [least, total] = [2_000, 3_000]
const all = enrollments(total)

/** A grid whose page knows that there are more than so many rows, over a server that answers when it is told to. */
function uncounted(counting: Promise<number | null>, arrangement?: Arrangement) {
  const requests: (RowRequest & { answer(): Promise<void> })[] = []
  const load = (request: RowRequest) =>
    new Promise<{ rows: StoredRow[]; total: number }>((resolve) => {
      const { offset, limit, arrangement } = request
      const found = all.filter((row) => JSON.stringify(row).includes(arrangement.words))
      const answer = async () => {
        resolve({ rows: found.slice(offset, offset + limit), total: found.length })
        await new Promise((done) => setTimeout(done))
      }
      requests.push({ ...request, answer })
    })
  const rows = { rows: JSON.stringify(all.slice(0, 200)), total: least, counting }
  const store = createGridStore(enrollmentForm(), rows, { resolve: resolving(), load, arrangement })
  return { store, model: store.model, requests, begun: () => new Promise((done) => setTimeout(done)) }
}

describe('rows that were not counted when the page was made', () => {
  test('are as many as the server says by the time that the page begins, and nothing is read for it', async () => {
    const { store, model, requests, begun } = uncounted(Promise.resolve(total))
    expect([model.isCounted, model.total]).toEqual([false, least])
    store.begin()
    await begun()
    expect([model.isCounted, model.total, model.order.length]).toEqual([true, total, total + 1])
    expect([model.order.keyAt(0), model.order.keyAt(199), model.order.keyAt(200)]).toEqual(['1', '200', undefined])
    expect(model.rows.isBlank(model.order.keyAt(total)!)).toBe(true)
    expect(requests).toEqual([])
  })

  test('are counted before a search that the address asks for', async () => {
    const { store, model, requests, begun } = uncounted(Promise.resolve(total), { ...asStored, words: 'p2999@' })
    store.begin()
    await begun()
    await requests[0]?.answer()
    expect([model.found, model.storedCount, model.isCounted]).toEqual([1, total, true])
  })

  test('are read anew where they could not be counted, which says how many they are', async () => {
    const { store, model, requests, begun } = uncounted(Promise.resolve(null))
    store.begin()
    await begun()
    expect([model.isCounted, model.isSearching]).toEqual([false, true])
    await requests[0]?.answer()
    expect([model.isCounted, model.isSearching, model.total]).toEqual([true, false, total])
    expect(model.order.keyAt(0)).toBe('1')
  })

  test('are counted once, whatever was added meanwhile', async () => {
    const { store, model, begun } = uncounted(Promise.resolve(total))
    store.begin()
    await begun()
    model.edit('change', [{ key: model.order.keyAt(total)!, field: 'points', content: 5 }])
    expect(model.total).toBe(total + 1)
    store.begin()
    await begun()
    expect(model.total).toBe(total + 1)
  })
})
