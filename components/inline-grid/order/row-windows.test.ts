import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { perform } from '@/components/inline-grid/events/perform'
import type { StoredRow } from '@/components/inline-grid/rows/edit-rows'
import { travel } from '@/components/inline-grid/session/grid-commands'
import { GridModel } from '@/components/inline-grid/session/grid-model'
import { GridSession } from '@/components/inline-grid/session/grid-session'
import { enrollmentForm, enrollments, resolving, seed } from '@/components/inline-grid/session/testing'
import { asStored } from './arrange'
import { RowSlots } from './row-slots'
import { type RowRequest, windowSize } from './row-windows'

const total = 30_000
const all = enrollments(total)

/** A grid of which only the first rows are here, over a server that answers when it is told to. */
function longGrid() {
  const requests: (RowRequest & { answer(): Promise<void> })[] = []
  const load = (request: RowRequest) =>
    new Promise<{ rows: StoredRow[]; total: number }>((resolve) => {
      const { words, values } = request.arrangement
      const statuses = values.status ?? ['active', 'completed', 'dropped']
      const found = all.filter(
        ([, student, status]) => JSON.stringify(student).includes(words) && statuses.includes(status as string),
      )
      const rows = found.slice(request.offset, request.offset + request.limit)
      const answer = async () => {
        resolve({ rows, total: found.length })
        await new Promise((done) => setTimeout(done))
      }
      requests.push({ ...request, answer })
    })
  const model = new GridModel(enrollmentForm(), all.slice(0, 1_000), resolving(), { total, load })
  return { model, session: new GridSession(model), requests }
}

describe('a long list', () => {
  test('has all of its rows before they are read, and reads those that come into sight', async () => {
    const { model, requests } = longGrid()
    expect(model.order.length).toBe(total + 1)
    expect(model.order.keyAt(20_100)).toBeUndefined()
    model.windows?.show(20_080, 20_120)
    expect(requests.map(({ offset, limit }) => [offset, limit])).toEqual([[20_000, windowSize]])
    await requests[0]?.answer()
    expect(model.order.keyAt(20_100)).toBe('20101')
    expect(model.order.indexOf('20101')).toBe(20_100)
  })

  test('keeps edits of any window whatever is read after them', async () => {
    const { model, requests } = longGrid()
    model.edit('change', [{ key: '7', field: 'points', content: 99 }])
    for (let place = 1_000; place < total; place += windowSize) {
      model.windows?.show(place, place + 1)
      await requests.at(-1)?.answer()
    }
    expect(model.rows.stored.size).toBeLessThanOrEqual(30_001)
    model.windows?.show(0, 1)
    await requests.at(-1)?.answer()
    expect(model.get('7', 'points')).toBe(99)
    expect(model.rows.base('7', 'points')).toBe(6)
  })

  test('an answer to an older search is dropped', async () => {
    const { model, requests } = longGrid()
    model.apply({ ...asStored, words: 'Ana' })
    model.apply({ ...asStored, words: 'p29999@' })
    await requests[1]?.answer()
    await requests[0]?.answer()
    expect(model.order.shown).toBe(1)
    expect(model.order.keyAt(0)).toBe('29999')
  })

  test('a search hides no row with unsaved changes', async () => {
    const { model, requests } = longGrid()
    model.edit('change', [{ key: '7', field: 'points', content: 99 }])
    model.apply({ ...asStored, words: 'p29999@' })
    await requests[0]?.answer()
    expect(model.order.slice(0, model.order.filled)).toEqual(['29999', '7'])
  })

  test('a filter is asked of the server, and changes how many rows match, not how many there are', async () => {
    const { model, session, requests } = longGrid()
    model.edit('change', [{ key: '7', field: 'points', content: 99 }])
    model.apply({ ...asStored, values: { status: ['dropped'] } })
    expect(requests[0]?.arrangement.values).toEqual({ status: ['dropped'] })
    await requests[0]?.answer()
    expect(model.order.slice(0, model.order.filled)).toEqual(['7'])
    expect(model.storedCount).toBe(total)
    expect(session.announcement).toBe('0 found, 1 more kept because of unsaved changes')
  })

  test('all rows that match are selected with those that were not read, until others match', async () => {
    const { model, session, requests } = longGrid()
    session.selectRows(true)
    expect([session.isEverything, session.selectedCount]).toEqual([true, total])
    model.windows?.show(20_000, 20_001)
    await requests[0]?.answer()
    expect(session.rowView('20001').isSelected).toBe(true)
    model.apply({ ...asStored, sort: { field: 'points', descending: true } })
    expect(session.isEverything).toBe(true)
    model.apply({ ...asStored, words: 'p2999' })
    expect([session.isEverything, session.selectedCount]).toEqual([false, 1_000])
    await requests.at(-1)?.answer()
    session.selectRows(true)
    expect([session.isEverything, session.selectedCount]).toEqual([false, 11])
    model.apply(asStored)
    await requests.at(-1)?.answer()
    session.selectRows(true)
    session.selectRow('5', false)
    expect([session.isEverything, session.selectedRows.has('5')]).toEqual([false, false])
  })

  test('rows that the server changed are read anew, under the edits of others', async () => {
    const { model, requests } = longGrid()
    model.edit('change', [{ key: '7', field: 'points', content: 99 }])
    model.reread(-10)
    expect(model.order.keyAt(0)).toBeUndefined()
    expect(model.storedCount).toBe(total - 10)
    await requests.at(-1)?.answer()
    expect(model.storedCount).toBe(total)
    expect(model.order.keyAt(0)).toBe('1')
    expect([model.get('7', 'points'), model.rows.base('7', 'points'), model.judge.counts.changed]).toEqual([99, 6, 1])
  })

  test('what was stored at once is taken back where it was stored, in its turn among the gestures', () => {
    const { model, session } = longGrid()
    const taken: string[] = []
    model.edit('change', [{ key: '7', field: 'points', content: 99 }])
    model.log.record({ label: 'setting', ops: [], takeBack: () => taken.push('back') })
    model.edit('change', [{ key: '7', field: 'points', content: 98 }])
    travel(session, 'undo')
    expect([model.get('7', 'points'), taken]).toEqual([99, []])
    travel(session, 'undo')
    expect([model.get('7', 'points'), taken]).toEqual([99, ['back']])
    travel(session, 'undo')
    expect([model.get('7', 'points'), taken]).toEqual([6, ['back']])
    travel(session, 'redo')
    expect([model.get('7', 'points'), taken]).toEqual([99, ['back']])
  })

  test('after another order the rows in sight are read, wherever they are', async () => {
    const { model, requests } = longGrid()
    model.windows?.show(20_080, 20_120)
    await requests[0]?.answer()
    model.apply({ ...asStored, sort: { field: 'points', descending: true } })
    expect(requests.slice(1).map(({ offset }) => offset)).toEqual([0])
    await requests[1]?.answer()
    expect(requests.slice(2).map(({ offset }) => offset)).toEqual([20_000])
    await requests[2]?.answer()
    expect(model.order.keyAt(20_100)).toBe('20101')
  })

  test('the row that the focus waits for is read, whatever comes into sight meanwhile', async () => {
    const { model, session, requests } = longGrid()
    model.windows?.show(5_100, 6_100)
    session.move('last-cell')
    model.windows?.show(7_100, 7_110)
    for (let at = 0; at < requests.length; at += 1) await requests[at]?.answer()
    expect(session.focus.key).toBe(String(total))
    expect(session.edit('overwrite', { text: 'x' })).toBe(true)
  })

  test('nobody waits for a row that is not found any more', async () => {
    const { model, session, requests } = longGrid()
    session.move('last-row')
    session.move('last-cell')
    model.apply({ ...asStored, words: 'p29999@' })
    await requests.at(-1)?.answer()
    session.move('first-row')
    expect(session.focus.key).toBe('29999')
    expect(session.edit('overwrite')).toBe(true)
  })

  test('what could not be read is asked for again, three times by itself and then when told to', async () => {
    vi.useFakeTimers()
    const { model } = longGrid()
    let asked = 0
    const failing = new GridModel(enrollmentForm(), [], resolving(), {
      total: 10,
      load: async () => {
        asked += 1
        throw new TypeError('no connection')
      },
    })
    failing.windows?.show(0, 5)
    await vi.advanceTimersByTimeAsync(2_400)
    expect([asked, failing.windows?.hasFailed]).toEqual([2, false])
    await vi.advanceTimersByTimeAsync(200)
    expect([asked, failing.windows?.hasFailed]).toEqual([3, true])
    failing.windows?.show(0, 5)
    expect(asked).toBe(3)
    failing.windows?.retry()
    expect(asked).toBe(4)
    expect(model.windows?.hasFailed).toBe(false)
    vi.useRealTimers()
  })

  test('the focus goes to a row as soon as it is there, and nothing is typed elsewhere meanwhile', async () => {
    const { session, requests } = longGrid()
    session.move('last-cell')
    expect(session.focus.key).toBe('1')
    expect(session.edit('overwrite', { text: 'x' })).toBe(false)
    await requests[0]?.answer()
    expect(session.focus).toEqual({ key: '30000', field: 'points' })
    expect(session.edit('overwrite', { text: '5' })).toBe(true)
  })

  test('nothing is done to a selection that reaches into rows which are not here', () => {
    const { model, session } = longGrid()
    const range = (last: number) => {
      session.moveTo({ key: '1', field: 'points' })
      session.moveTo({ key: session.keyAt(last)!, field: 'points' }, { extend: true })
    }
    range(999)
    expect(session.hasGaps).toBe(false)
    range(total)
    expect(session.hasGaps).toBe(true)
    perform(session, { kind: 'clear' }, { help: () => {}, find: () => false, leave: () => {} })
    expect(session.refusal).toMatch(/have not been read/)
    expect(model.judge.counts.changed).toBe(0)
  })
})

test('rows that go and come keep the others at their right places', () => {
  const steps = fc.array(fc.record({ remove: fc.boolean(), at: fc.nat(30) }), { maxLength: 10 })
  fc.assert(
    fc.property(steps, (changes) => {
      let plain = Array.from({ length: 20 }, (_, index) => String(index))
      const slots = new RowSlots(plain.length)
      slots.put(0, plain)
      let next = 100
      for (const { remove, at } of changes) {
        if (remove && plain.length > 0) {
          const key = plain[at % plain.length]!
          plain = plain.filter((each) => each !== key)
          slots.remove(new Set([key]))
        } else {
          plain = [...plain, String(next)]
          slots.append([String(next)])
          next += 1
        }
        expect(slots.length).toBe(plain.length)
        plain.forEach((key, place) => {
          expect(slots.keyAt(place)).toBe(key)
          expect(slots.placeOf(key)).toBe(place)
        })
      }
    }),
    { seed },
  )
})
