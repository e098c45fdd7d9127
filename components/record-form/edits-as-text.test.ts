import { expect, it } from 'vitest'
import { editsAsText } from './edits-as-text'
import { coursePage, titleField } from './testing'

it('keeps unsaved edits as lines of a spreadsheet', () => {
  const { form } = coursePage({ title: 'Biology', ownerId: null })
  form.inlines[0]!.fields = [{ ...titleField, name: 'name', label: 'Name' }]
  const text = editsAsText(form, {
    total: 5,
    fields: { title: { from: 'Biology', value: 'Chem\tistry' }, ownerId: { from: null, value: [3, 'Mia'] } },
    picks: { tags: { add: [[1, 'new']], remove: [[2, 'old']] } },
    inlines: {
      rows: {
        version: 1,
        changed: [{ row: [9, 'Before'], cells: { name: 'After' }, deleted: false }],
        created: [{ key: 'new:1', cells: { name: 'Another' } }],
      },
    },
  })
  expect(text.split('\n')).toEqual([
    'Title\tChem istry',
    'Owner\tMia',
    'Tags\tadded\tnew',
    'Tags\tremoved\told',
    'Rows\tName',
    'changed\tAfter',
    'added\tAnother',
  ])
})
