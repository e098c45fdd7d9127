import { expect, describe as group, test } from 'vitest'
import { enrollments } from '@/db/schema/courses'
import courses from '../courses'
import realSite from '../site'
import type { Model } from './define'
import { describe } from './describe'
import type { Form, InlineForm } from './form'
import { actorWith, superuser } from './save/fixtures'
import { site } from './site'

const form = (slug: string, actor = superuser) => describe(realSite, slug, actor)

function inlineIn(page: Form, name: string): InlineForm {
  const inline = page.inlines.find((each) => each.name === name)
  if (!inline) throw new Error(`no inline ${name}`)
  return inline
}

/** The courses of this site with their enrollments declared anew, among all other models. */
function siteWith(change: Partial<Model>) {
  return site({ ...realSite.models, courses: { ...courses, ...change } })
}

group('the form of a course', () => {
  test('says all that the browser may know, and nothing else', () => {
    expect(form('courses')).toEqual({
      model: 'courses',
      singular: 'Course',
      plural: 'Courses',
      fields: [{ name: 'title', label: 'Title', required: true, readOnly: false, kind: 'text', maxLength: 200 }],
      inlines: [
        {
          name: 'enrollments',
          singular: 'Enrollment',
          plural: 'Enrollments',
          model: 'enrollments',
          fields: [
            {
              name: 'studentId',
              label: 'Student',
              required: true,
              readOnly: false,
              kind: 'relation',
              model: 'students',
              lookups: ['email'],
              searchable: true,
              creatable: true,
            },
            {
              name: 'studentId.email',
              label: 'E-mail',
              required: false,
              readOnly: true,
              kind: 'lookup',
              of: 'studentId',
              at: 0,
            },
            {
              name: 'status',
              label: 'Status',
              required: false,
              readOnly: false,
              initial: 'active',
              neverEmpty: true,
              kind: 'choice',
              choices: [
                { value: 'active', label: 'Active' },
                { value: 'completed', label: 'Completed' },
                { value: 'dropped', label: 'Dropped' },
              ],
            },
            { name: 'enrolledAt', label: 'Enrolled at', required: false, readOnly: true, kind: 'moment' },
          ],
          heading: 'studentId',
          extra: 1,
          minRows: 0,
          maxRows: null,
          can: { view: true, add: true, change: true, delete: true },
          unique: [{ fields: ['studentId'], message: 'This student is already here' }],
        },
      ],
      picks: [],
      can: { view: true, add: true, change: true, delete: true },
    })
  })

  test('is plain JSON of about a kilobyte', () => {
    const text = JSON.stringify(form('courses'))
    expect(JSON.parse(text)).toEqual(form('courses'))
    expect(text.length).toBeLessThan(1_500)
  })
})

group('a field', () => {
  const fieldsOf = (slug: string, actor = superuser) =>
    Object.fromEntries(form(slug, actor).fields.map((field) => [field.name, field]))

  test('takes its length, its lines and its format from column and options', () => {
    expect(fieldsOf('articles').body).toMatchObject({ kind: 'text', multiline: true, required: false })
    expect(fieldsOf('articles').body).not.toHaveProperty('maxLength')
    expect(fieldsOf('students').email).toMatchObject({ kind: 'text', maxLength: 254, format: 'email', label: 'E-mail' })
  })

  test('is required where the column needs a value, and shows a literal default', () => {
    expect(fieldsOf('users')).toMatchObject({
      username: { required: true },
      name: { required: false },
      active: { kind: 'boolean', required: false, initial: true, help: 'An inactive user cannot sign in.' },
      superuser: { kind: 'boolean', initial: false },
    })
    expect(fieldsOf('users').name).not.toHaveProperty('initial')
    expect(fieldsOf('database-configs').contactId).toMatchObject({
      kind: 'relation',
      model: 'contacts',
      required: false,
    })
  })

  test('that only a superuser may change is read-only for others', () => {
    const guarded = fieldsOf('users', actorWith('users.change'))
    expect(guarded).toMatchObject({
      username: { readOnly: false },
      superuser: { readOnly: true },
      active: { readOnly: true },
    })
    expect(fieldsOf('users').superuser).toMatchObject({ readOnly: false })
  })

  test('that the database fills in with the moment is read-only, unless declared otherwise', () => {
    const declared = siteWith({
      inlines: [
        {
          table: enrollments,
          parent: 'courseId',
          fields: ['studentId', 'enrolledAt'],
          options: { enrolledAt: { readOnly: false } },
        },
      ],
    })
    const inline = inlineIn(describe(declared, 'courses', superuser), 'enrollments')
    expect(inline.fields.map(({ readOnly }) => readOnly)).toEqual([false, false])
  })

  test('of a model that may only be viewed is read-only, and so is one of a record that may not be added', () => {
    expect(form('courses', actorWith('courses.view')).fields).toMatchObject([{ readOnly: true, required: false }])
    const adder = actorWith('courses.add')
    expect(describe(realSite, 'courses', adder, { isNew: true }).fields).toMatchObject([
      { readOnly: false, required: true },
    ])
    expect(describe(realSite, 'courses', adder).fields).toMatchObject([{ readOnly: true }])
  })
})

group('an inline', () => {
  test('is absent for a person without any right on its rows', () => {
    expect(form('courses', actorWith('courses.change')).inlines).toEqual([])
    expect(form('courses', actorWith('courses.change', 'enrollments.add')).inlines).toHaveLength(1)
  })

  test('keeps far texts from those who may not view the far model, and says who may search and add', () => {
    const clerk = actorWith('courses.change', 'enrollments.change')
    const inline = inlineIn(form('courses', clerk), 'enrollments')
    expect(inline.fields.map(({ name }) => name)).toEqual(['studentId', 'status', 'enrolledAt'])
    expect(inline.fields[0]).toMatchObject({ lookups: [], searchable: false, creatable: false })
    const viewer = actorWith('courses.change', 'enrollments.change', 'students.view')
    expect(inlineIn(form('courses', viewer), 'enrollments').fields[0]).toMatchObject({
      lookups: ['email'],
      searchable: true,
      creatable: false,
    })
  })

  test('tied through another column says which', () => {
    expect(inlineIn(form('database-configs'), 'contact-departments')).toMatchObject({
      via: { field: 'contactId', label: 'Contact' },
      unique: [{ fields: ['categoryId'], message: 'This category is already here' }],
    })
  })

  test('over a junction without pages leads nowhere', () => {
    const inline = inlineIn(form('database-configs'), 'database-config-modules')
    expect(inline).not.toHaveProperty('model')
    expect(inline).toMatchObject({ singular: 'Module', plural: 'Modules', heading: 'moduleId' })
  })

  test('carries its numbers and its rules', () => {
    const rules = [{ where: { status: 'active' }, max: 2, message: 'Two active rows at most' }]
    const declared = siteWith({
      inlines: [
        {
          table: enrollments,
          parent: 'courseId',
          fields: ['studentId', 'status'],
          extra: 3,
          minRows: 1,
          maxRows: 5,
          canDelete: false,
          collapsed: true,
          rules,
        },
      ],
    })
    expect(inlineIn(describe(declared, 'courses', superuser), 'enrollments')).toMatchObject({
      extra: 3,
      minRows: 1,
      maxRows: 5,
      collapsed: true,
      rules,
      can: { view: true, add: true, change: true, delete: false },
    })
  })
})

group('a pick', () => {
  test('is named after what it points at', () => {
    expect(form('articles').picks).toEqual([
      { name: 'article-tags', label: 'Tags', model: 'tags', readOnly: false, searchable: true },
    ])
  })

  test('is read-only for those who may not change the record, or are not meant to change the relation', () => {
    expect(form('articles', actorWith('articles.view')).picks).toMatchObject([{ readOnly: true, searchable: false }])
    expect(form('users', actorWith('users.change')).picks).toMatchObject([{ readOnly: true }, { readOnly: true }])
  })
})

test('an unknown model has no form', () => {
  expect(() => form('nowhere')).toThrow('There is no model nowhere')
})
