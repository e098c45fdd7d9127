import { describe, expect, test } from 'vitest'
import { perform } from '@/components/inline-grid/events/perform'
import { asStored } from '@/components/inline-grid/order/arrange'
import { longStore } from './long-store'

const backwards = { ...asStored, sort: { field: 'points', descending: true } }
const page = { help: () => {}, find: () => false, leave: () => {} }

describe('a save in a long list', () => {
  test('of a row whose place is not known adds none', async () => {
    const { model, answers, save } = longStore()
    model.edit('change', [{ key: '7', field: 'status', content: 'dropped' }])
    model.apply(backwards)
    await answers()
    save()
    expect([model.storedCount, model.order.shown]).toEqual([12_000, 12_000])
  })

  test('takes away as many rows as it deletes, wherever they are, and shows the others at their places', async () => {
    const { model, answers, save } = longStore()
    model.setHere('deletion', ['900', '901', '902'], false)
    model.apply(backwards)
    model.windows?.show(11_600, 12_001)
    await answers()
    expect([model.order.indexOf('900'), model.order.keyAt(11_999)]).toEqual([-1, '1'])
    save()
    expect([model.storedCount, model.order.shown]).toEqual([11_997, 11_997])
    await answers()
    expect([model.order.keyAt(11_996), model.order.indexOf('1')]).toEqual(['1', 11_996])
  })

  test('of rows that a search keeps counts them, too', async () => {
    const { model, answers, save } = longStore()
    model.edit('change', [{ key: '7', field: 'status', content: 'dropped' }])
    model.setHere('deletion', ['8'], false)
    model.apply({ ...asStored, words: 'p119' })
    await answers()
    save()
    await answers()
    expect([model.storedCount, model.order.shown]).toEqual([11_999, 111])
  })

  test('counts the rows that it adds while only new ones are shown', async () => {
    const { model, save } = longStore()
    model.edit('change', [{ key: model.order.keyAt(12_000)!, field: 'student', content: [99_999, 'New', 'n@x.org'] }])
    model.apply({ ...asStored, only: 'new' })
    save()
    expect(model.storedCount).toBe(12_001)
  })

  test('is not taken back by an answer that tells of before', async () => {
    const { model, session, answers, save, requests } = longStore()
    model.edit('change', [{ key: '7', field: 'status', content: 'dropped' }])
    session.moveTo({ key: '7', field: 'status' })
    model.apply(backwards)
    await answers()
    model.windows?.show(11_950, 12_000)
    const before = requests.length
    save()
    await answers()
    expect(requests.length).toBe(before + 1)
    expect(model.get('7', 'status')).toBe('dropped')
  })

  test('is undone after its rows were read anew and are far away', async () => {
    const { model, answers, save } = longStore()
    model.windows?.show(5_000, 5_050)
    await answers()
    model.edit('change', [{ key: '5001', field: 'status', content: 'dropped' }])
    save()
    model.windows?.show(0, 50)
    model.reread(0)
    await answers()
    model.undo()
    expect(model.judge.counts.changed).toBe(1)
    model.windows?.show(5_000, 5_050)
    await answers()
    expect([model.order.keyAt(5_000), model.get('5001', 'status')]).toEqual(['5001', 'active'])
    save()
    expect(model.rows.base('5001', 'status')).toBe('active')
  })
})

test('a draft of a row that has not been read adds no row, and stands at its place when it is', async () => {
  const before = longStore()
  before.model.windows?.show(5_000, 5_050)
  await before.answers()
  before.model.edit('change', [{ key: '5001', field: 'status', content: 'dropped' }])
  const { store, model, answers } = longStore()
  store.restore(before.store.draft())
  expect([model.storedCount, model.order.shown]).toEqual([12_000, 12_000])
  model.windows?.show(5_000, 5_050)
  await answers()
  expect([model.order.keyAt(5_000), model.get('5001', 'status')]).toEqual(['5001', 'dropped'])
})

describe('what others do', () => {
  test('makes no row stand twice, and none past the last', async () => {
    const { model, table, answers } = longStore()
    model.windows?.show(11_600, 12_001)
    await answers()
    for (let id = 1; id <= 300; id += 1) table.delete(id)
    model.windows?.show(5_000, 5_050)
    await answers()
    expect([model.storedCount, model.order.length]).toEqual([11_700, 11_701])
    for (let place = 0; place < model.order.length; place += 1) {
      const key = model.order.keyAt(place)
      if (key !== undefined) expect([key, model.order.indexOf(key)]).toEqual([key, place])
    }
    for (const key of model.rows.savedKeys) expect(model.order.indexOf(key)).toBeLessThan(11_700)
  })

  test('is seen when rows that were read before come into sight again', async () => {
    const { model, table, answers } = longStore()
    table.delete(3)
    model.windows?.show(5_000, 5_050)
    await answers()
    expect(model.order.keyAt(2)).toBe('3')
    model.windows?.show(0, 50)
    await answers()
    expect(model.order.slice(0, 4)).toEqual(['1', '2', '4', '5'])
  })

  test('leaves no row in sight unread', async () => {
    const { model, table, answers } = longStore()
    model.apply(backwards)
    model.windows?.show(0, 100)
    await answers()
    table.set(11_950, [11_950, ...table.get(11_950)!.slice(1, 3), 11_350])
    model.windows?.show(500, 1_000)
    await answers()
    expect(model.order.indexOf('11950')).toBeGreaterThan(600)
    model.windows?.show(0, 100)
    await answers()
    expect(model.order.slice(0, 100)).toHaveLength(100)
  })

  test('keeps a row on the page that somebody is at, and one that is edited, though they are deleted', async () => {
    const { model, session, table, answers } = longStore()
    session.moveTo({ key: '7', field: 'status' })
    model.edit('change', [{ key: '9', field: 'status', content: 'dropped' }])
    for (const id of [7, 8, 9]) table.delete(id)
    model.windows?.show(5_000, 5_050)
    await answers()
    model.windows?.show(0, 50)
    await answers()
    expect(session.focus.key).toBe('7')
    expect(model.order.slice(11_997, model.order.filled)).toEqual(['7', '9'])
    expect(model.order.indexOf('8')).toBe(-1)
  })
})

describe('while rows are on their way', () => {
  test('nothing is typed into what has not been read', async () => {
    const { model, session, answers } = longStore()
    model.apply(backwards)
    expect(session.edit('overwrite', { text: 'x' })).toBe(false)
    perform(session, { kind: 'clear' }, page)
    expect(model.rows.created).toEqual([])
    await answers()
    expect(session.focus.key).toBe('12000')
  })

  test('another look at what is here ends the wait', () => {
    const { model } = longStore()
    model.edit('change', [{ key: '7', field: 'status', content: 'dropped' }])
    model.apply(backwards)
    model.apply({ ...backwards, only: 'changed' })
    expect([model.isSearching, model.order.slice(0, 2)]).toEqual([false, ['7', model.order.keyAt(1)]])
  })

  test('Tab and Enter wait for the next row', async () => {
    const { session, answers } = longStore()
    session.moveTo({ key: '1000', field: 'points' })
    session.tab(false)
    await answers()
    expect(session.focus).toEqual({ key: '1001', field: 'student' })
    session.moveTo({ key: '1500', field: 'points' })
    session.edit('overwrite', { text: '5' })
    perform(session, { kind: 'commit', next: 'down' }, page)
    expect(session.edit('overwrite', { text: '6' })).toBe(false)
    await answers()
    expect(session.focus).toEqual({ key: '1501', field: 'points' })
  })

  test('no fill reaches over them', () => {
    const { model, session } = longStore()
    session.moveTo({ key: '1', field: 'points' })
    session.moveTo({ key: model.order.keyAt(12_000)!, field: 'points' }, { extend: true })
    session.edit('overwrite', { text: '5' })
    perform(session, { kind: 'commit', next: 'fill' }, page)
    expect([session.refusal, session.editing?.text, model.judge.counts.changed]).toEqual([
      expect.stringMatching(/have not been read/),
      '5',
      0,
    ])
  })
})
