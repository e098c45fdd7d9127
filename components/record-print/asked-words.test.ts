import { expect, test } from 'vitest'
import type { Field } from '@/admin/engine/form'
import { askedWords } from './asked-words'

const plain = { required: false, readOnly: false }
const fields: Field[] = [
  {
    ...plain,
    name: 'student',
    label: 'Student',
    kind: 'relation',
    model: 'students',
    lookups: [],
    searchable: true,
    creatable: true,
  },
  { ...plain, name: 'email', label: 'E-mail', kind: 'text' },
  {
    ...plain,
    name: 'status',
    label: 'Status',
    kind: 'choice',
    choices: ['Active', 'Completed', 'Dropped'].map((label) => ({ value: label.toLowerCase(), label })),
  },
  { ...plain, name: 'paid', label: 'Paid', kind: 'boolean' },
]

test.each([
  [{ sort: 'email', q: '', values: {} }, 'Sorted by e-mail.'],
  [{ sort: '', q: 'lee', values: {} }, 'With “lee”.'],
  [
    { sort: '-student', q: 'lee', values: { status: ['dropped', 'active'], paid: [true] } },
    'With “lee”. Status: Active or Dropped. Paid: Yes. Sorted by student, descending.',
  ],
  [{ sort: 'nowhere', q: '', values: {} }, ''],
])('what was asked for is said in words: %j', (asked, words) => {
  expect(askedWords(fields, asked)).toBe(words)
})
