import { describe, expect, test } from 'vitest'
import { GridSession } from './grid-session'
import { RecentChoices, withRecent } from './recent-choices'
import { gridOf, person } from './testing'

const option = (id: number, reason?: string) => ({ id: String(id), content: person(id), label: '', names: [], reason })

describe('what was chosen last', () => {
  test('is kept by column, each record once, the latest first, and only a few', () => {
    const recent = new RecentChoices()
    for (const id of [1, 2, 3, 4, 5, 6, 3]) recent.add('student', person(id))
    expect(recent.of('student').map(([id]) => id)).toEqual([3, 6, 5, 4, 2])
    expect(recent.of('teacher')).toEqual([])
  })

  test('begins the list, marked, but for what cannot be chosen', () => {
    const list = withRecent([option(1), option(2), option(3, 'already here')], [option(2), option(3, 'already here')])
    expect(list.map(({ id, note, reason }) => [id, note, reason])).toEqual([
      ['2', 'recent', undefined],
      ['1', undefined, undefined],
      ['3', undefined, 'already here'],
    ])
  })

  test('is what an editor was closed with, not what stood there before', () => {
    const session = new GridSession(gridOf(2))
    session.moveTo({ key: '1', field: 'student' })
    session.edit('caret')
    session.commit()
    expect(session.recent.of('student')).toEqual([])
    session.edit('caret')
    session.type('Dov Katz', person(4))
    session.commit()
    expect(session.recent.of('student')).toEqual([person(4)])
    session.edit('overwrite', { text: 'somebody' })
    session.commit()
    expect(session.recent.of('student')).toHaveLength(1)
  })

  test('is also what was created for a cell', () => {
    const session = new GridSession(gridOf(2))
    session.moveTo({ key: '1', field: 'student' })
    session.edit('caret')
    session.create(session.focus, 'Dov Katz')
    session.created(person(4))
    expect(session.recent.of('student')).toEqual([person(4)])
  })
})
