import { describe, expect, test } from 'vitest'
import { courses, enrollments } from '@/db/schema/courses'
import site from '../site'
import {
  humanise,
  inlineNames,
  labelOf,
  optionsOf,
  partName,
  pluralise,
  pluralOf,
  singularise,
  singularOf,
} from './labels'

test.each([
  ['enrolledAt', 'Enrolled at'],
  ['enrolled_at', 'Enrolled at'],
  ['database-configs', 'Database configs'],
  ['name', 'Name'],
  ['line2Text', 'Line2 text'],
])('humanise(%s) is %s', (name, words) => expect(humanise(name)).toBe(words))

test.each([
  ['Course', 'Courses'],
  ['Category', 'Categories'],
  ['Day', 'Days'],
  ['Box', 'Boxes'],
  ['Church', 'Churches'],
  ['Class', 'Classes'],
  ['Wish', 'Wishes'],
])('%s and %s are singular and plural', (singular, plural) => {
  expect(pluralise(singular)).toBe(plural)
  expect(singularise(plural)).toBe(singular)
})

describe('names on the site', () => {
  test('every model has the name that people know it by', () => {
    const names = Object.entries(site.models).map(([slug, model]) => [slug, singularOf(model), pluralOf(model)])
    expect(names).toEqual([
      ['students', 'Student', 'Students'],
      ['courses', 'Course', 'Courses'],
      ['enrollments', 'Enrollment', 'Enrollments'],
      ['database-configs', 'Database configuration', 'Database configurations'],
      ['database-modules', 'Database module type', 'Database module types'],
      ['contacts', 'Contact', 'Contacts'],
      ['categories', 'Category', 'Categories'],
      ['contact-departments', 'Contact department', 'Contact departments'],
      ['articles', 'Article', 'Articles'],
      ['tags', 'Tag', 'Tags'],
      ['users', 'User', 'Users'],
      ['groups', 'Group', 'Groups'],
      ['permissions', 'Permission', 'Permissions'],
    ])
  })

  test('an inline is called as its rows are, unless it says otherwise', () => {
    const inlines = ['courses', 'database-configs'].flatMap((slug) => site.modelAt(slug)?.inlines ?? [])
    expect(inlines.map((inline) => [partName(inline), inlineNames(site, inline)])).toEqual([
      ['enrollments', { singular: 'Enrollment', plural: 'Enrollments' }],
      ['database-config-modules', { singular: 'Module', plural: 'Modules' }],
      ['contact-departments', { singular: 'Contact department', plural: 'Contact departments' }],
    ])
  })

  test('a relation drops the Id of its name, and a given label wins', () => {
    expect(labelOf(enrollments, 'studentId')).toBe('Student')
    expect(labelOf(enrollments, 'enrolledAt')).toBe('Enrolled at')
    expect(labelOf(enrollments, 'status', { label: 'State' })).toBe('State')
  })

  test("a grid takes over the options of its rows' own model", () => {
    const inline = { table: enrollments, parent: 'courseId', fields: [], options: { status: { help: 'As of today' } } }
    expect(optionsOf(site, inline, 'enrolledAt')).toEqual({ readOnly: true })
    expect(optionsOf(site, inline, 'status')).toEqual({ help: 'As of today' })
    expect(optionsOf(site, { table: courses }, 'title')).toEqual({})
  })
})
