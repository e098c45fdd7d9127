import { describe, expect, it } from 'vitest'
import { cellWords, fieldAt, placeWords, rowConflictWords } from './place-words'
import { coursePage, ownerField, titleField } from './testing'

const { form } = coursePage(null)
form.inlines[0]!.fields = [{ ...titleField, name: 'name', label: 'Name' }]

describe('a place in words', () => {
  it('is the field, the table with row and field, or nothing for the page', () => {
    expect(placeWords(form, { field: 'title' })).toBe('Title')
    expect(placeWords(form, { field: 'tags' })).toBe('Tags')
    expect(placeWords(form, { inline: 'rows', row: '7', field: 'name' }, 'Ana Lee')).toBe('Rows, Ana Lee, Name')
    expect(placeWords(form, { inline: 'rows', row: 'new:1' })).toBe('Rows, new row')
    expect(placeWords(form, { inline: 'rows' })).toBe('Rows')
    expect(placeWords(form, {})).toBe('')
  })

  it('finds the field of the record or of the rows', () => {
    expect(fieldAt(form, { field: 'ownerId' })).toBe(ownerField)
    expect(fieldAt(form, { inline: 'rows', field: 'name' })?.label).toBe('Name')
    expect(fieldAt(form, { inline: 'rows', field: 'title' })).toBeUndefined()
  })
})

describe('a conflict in words', () => {
  it('shows a relation by its title and says where nothing stands', () => {
    expect(cellWords(ownerField, [3, 'Mia'])).toBe('Mia')
    expect(cellWords(ownerField, null)).toBe('(blank)')
    expect(cellWords(undefined, [3, 'Mia'])).toBe('Mia')
  })

  it('says who deleted a row and what each choice does', () => {
    const words = rowConflictWords({
      kind: 'row-deleted',
      inline: 'rows',
      row: '7',
      rowTitle: 'Ana Lee',
      cells: null,
      by: 'mia',
      at: null,
    })
    expect(words).toBe('Deleted by mia. Keep mine adds it again with your changes; take theirs drops them.')
  })
})
