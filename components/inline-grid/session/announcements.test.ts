import { describe, expect, test } from 'vitest'
import { paste } from '@/components/inline-grid/clipboard/paste'
import { perform as act } from '@/components/inline-grid/events/perform'
import { foundWords } from './count-words'
import { GridSession } from './grid-session'
import { sortRows } from './sort-rows'
import { gridOf } from './testing'

const page = { help: () => {}, find: () => false, leave: () => {} }

describe('what assistive technology is told', () => {
  test('is one sentence for a range, however many keys made it', () => {
    const session = new GridSession(gridOf(3))
    session.moveTo({ key: '1', field: 'status' })
    act(session, { kind: 'move', to: 'down', extend: true }, page)
    act(session, { kind: 'move', to: 'down', extend: true }, page)
    act(session, { kind: 'move', to: 'right', extend: true }, page)
    expect(session.takeUnsaid()).toMatch(/^6 cells selected, Status of .+ to Points of .+$/)
    expect(session.takeUnsaid()).toBe('')
  })

  test('is what is wrong with a cell that was left, at once or when its name has been looked up', async () => {
    const session = new GridSession(gridOf(2))
    const put = (field: string, text: string) => {
      session.moveTo({ key: '1', field })
      session.edit('overwrite', { text })
      act(session, { kind: 'commit', next: 'down' }, page)
    }
    put('points', '12abc')
    expect(session.takeUnsaid()).toBe('Points, Ana Lee: “12abc” is not a whole number')
    put('points', '12')
    put('student', 'nobody')
    expect(session.takeUnsaid()).toBe('')
    await session.model.resolver.idle(1_000)
    expect(session.takeUnsaid()).toBe('Student, nobody: No student matches “nobody”')
  })

  test('is all of what happens at once, each thing once', () => {
    const session = new GridSession(gridOf(2))
    session.moveTo({ key: '1', field: 'points' })
    paste(session, { texts: [['1'], ['two']] })
    session.announce('All names found')
    session.announce('All names found')
    expect(session.takeUnsaid()).toMatch(/^Pasted 2 rows by 1 column; 1 cell needs attention\. All names found$/)
  })

  test('is a question with its mark and nothing more, and numbers in groups', () => {
    const session = new GridSession(gridOf(2))
    session.announce('Did you mean Active?')
    session.announce('No problems')
    expect(session.takeUnsaid()).toBe('Did you mean Active? No problems')
    session.model.onAnswered?.([], 10_000)
    expect(session.takeUnsaid()).toBe('10,000 cells need attention')
  })

  test('is the last of several undone gestures', () => {
    const session = new GridSession(gridOf(2))
    for (const points of [1, 2])
      session.model.edit(`change ${points}`, [{ key: '1', field: 'points', content: points }])
    act(session, { kind: 'undo' }, page)
    act(session, { kind: 'undo' }, page)
    expect(session.takeUnsaid()).toBe('Undid change 1')
  })

  test('names the order of the rows and what a filter leaves', () => {
    const session = new GridSession(gridOf(3))
    sortRows(session, { field: 'status', descending: true })
    expect(session.takeUnsaid()).toBe('Sorted by status, descending')
    sortRows(session, null)
    session.model.apply({ ...session.model.arrangement, only: 'new' })
    session.announceShown()
    expect(session.takeUnsaid()).toBe('In their first order. 0 of 3 shown')
  })

  test('counts what a search found, and apart from it what stays because of unsaved changes', () => {
    const session = new GridSession(gridOf(6))
    const { model } = session
    for (const key of ['3', '4']) model.edit('change', [{ key, field: 'points', content: 99 }])
    const find = (words: string) => model.apply({ ...model.arrangement, words })
    find('Ana')
    expect(foundWords(session)).toBe('1 enrollment found, 2 more kept because of unsaved changes')
    session.announceShown()
    expect(session.takeUnsaid()).toBe('1 of 6 shown, 2 more kept because of unsaved changes')
    find('Cara')
    expect(foundWords(session)).toBe('1 enrollment found, 1 more kept because of unsaved changes')
    find('Nobody')
    expect(foundWords(session)).toBe('0 enrollments found, 2 more kept because of unsaved changes')
    expect(model.firstFound).toBeUndefined()
    find('Dov')
    expect(model.firstFound).toBe('4')
    find('')
    expect(foundWords(session)).toBe('6 enrollments found')
  })
})
