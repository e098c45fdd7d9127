import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groups, userGroups, users } from '@/db/schema/people'
import { groupPermissions, permissions, userPermissions } from '@/db/schema/permissions'
import { type TestDatabase, testDatabase } from '@/db/testing'
import site from '../site'
import type { Inline, Model } from './define'
import { can, inlineRights, permissionsOf, pickRights, rightsOf, syncPermissions } from './permissions'
import { actorWith, superuser } from './save/fixtures'

const all = { view: true, add: true, change: true, delete: true }
const none = { view: false, add: false, change: false, delete: false }
const viewOnly = { ...none, view: true }

function modelAt(slug: string): Model {
  const model = site.modelAt(slug)
  if (!model) throw new Error(`no model ${slug}`)
  return model
}

function inlineOf(slug: string, at = 0): Inline {
  const inline = modelAt(slug).inlines?.[at]
  if (!inline) throw new Error(`no inline ${at} of ${slug}`)
  return inline
}

describe('rights on a model', () => {
  test('are those of the permissions, and change implies view', () => {
    expect(can(actorWith('courses.change'), 'courses', 'view')).toBe(true)
    expect(can(actorWith('courses.add'), 'courses', 'view')).toBe(false)
    expect(can(actorWith('courses.delete'), 'courses', 'view')).toBe(false)
    expect(can(actorWith('courses.view'), 'courses', 'change')).toBe(false)
    expect(can(actorWith('courses.view'), 'students', 'view')).toBe(false)
    expect(rightsOf(site, actorWith('courses.add'), 'courses')).toEqual({ ...none, add: true })
  })

  test('of a superuser are all, within what the model allows', () => {
    expect(rightsOf(site, superuser, 'courses')).toEqual(all)
    expect(rightsOf(site, superuser, 'permissions')).toEqual(viewOnly)
  })

  test('on an unknown model are none, whatever it is called', () => {
    for (const slug of ['nowhere', '__proto__', 'constructor', ''])
      expect(rightsOf(site, superuser, slug)).toEqual(none)
  })
})

describe('rights on the rows of an inline', () => {
  const rights = (...held: string[]) => inlineRights(site, actorWith(...held), modelAt('courses'), inlineOf('courses'))

  test("are those on the rows' own model", () => {
    expect(rights('courses.change')).toEqual(none)
    expect(rights('courses.change', 'enrollments.view')).toEqual(viewOnly)
    expect(rights('courses.change', 'enrollments.add')).toEqual({ ...none, add: true })
    expect(rights('courses.change', 'enrollments.change')).toEqual({ ...viewOnly, change: true })
    expect(rights('courses.change', 'enrollments.view', 'enrollments.delete')).toEqual({ ...viewOnly, delete: true })
  })

  test('end at viewing where the record itself may only be viewed', () => {
    const held = ['enrollments.view', 'enrollments.add', 'enrollments.change', 'enrollments.delete']
    expect(rights('courses.view', ...held)).toEqual(viewOnly)
    expect(rights('courses.change', ...held)).toEqual(all)
  })

  test('on a new record follow the right to add it', () => {
    const actor = actorWith('courses.add', 'enrollments.add')
    expect(inlineRights(site, actor, modelAt('courses'), inlineOf('courses'), true).add).toBe(true)
    expect(inlineRights(site, actor, modelAt('courses'), inlineOf('courses'), false).add).toBe(false)
  })

  test("of a junction without a model follow the page's record", () => {
    const modules = (...held: string[]) =>
      inlineRights(site, actorWith(...held), modelAt('database-configs'), inlineOf('database-configs'))
    expect(modules('database-configs.view')).toEqual(viewOnly)
    expect(modules('database-configs.change')).toEqual(all)
    expect(modules('database-modules.change')).toEqual(none)
  })

  test('of rows tied through another column need the right on those rows and on the record', () => {
    const departments = (...held: string[]) =>
      inlineRights(site, actorWith(...held), modelAt('database-configs'), inlineOf('database-configs', 1))
    expect(departments('database-configs.change')).toEqual(none)
    expect(departments('contact-departments.change')).toEqual(viewOnly)
    expect(departments('database-configs.change', 'contact-departments.change')).toEqual({ ...viewOnly, change: true })
  })

  test('are limited by the declaration', () => {
    const inline = { ...inlineOf('courses'), canAdd: false, canChange: false, canDelete: false }
    expect(inlineRights(site, superuser, modelAt('courses'), inline)).toEqual(viewOnly)
  })
})

test('a guarded pick is for superusers to change', () => {
  const model = modelAt('users')
  const [userGroupsPick] = model.picks ?? []
  if (!userGroupsPick) throw new Error('users has no picks')
  expect(pickRights(site, actorWith('users.change'), model, userGroupsPick)).toEqual(viewOnly)
  expect(pickRights(site, superuser, model, userGroupsPick)).toEqual(all)
})

describe('permissions in the database', () => {
  let test_: TestDatabase
  beforeAll(async () => {
    test_ = await testDatabase()
    await syncPermissions(test_.db, site)
  })
  afterAll(() => test_.drop())

  test('are one row per model and verb, also after a second and a concurrent run', async () => {
    const { db } = test_
    const before = await db.select().from(permissions).orderBy(permissions.id)
    await Promise.all([syncPermissions(db, site), syncPermissions(db, site)])
    const after = await db.select().from(permissions).orderBy(permissions.id)
    expect(after).toEqual(before)
    expect(before).toHaveLength(4 * Object.keys(site.models).length)
    expect(before).toContainEqual(
      expect.objectContaining({ model: 'database-modules', verb: 'add', name: 'Add database module types' }),
    )
  })

  test('of a user are their own and those of their groups, and nobody else’s', async () => {
    const { db } = test_
    const [ada, bo] = await db
      .insert(users)
      .values([
        { username: 'ada', email: 'ada@example.org' },
        { username: 'bo', email: 'bo@example.org' },
      ])
      .returning()
    const [clerks] = await db.insert(groups).values({ name: 'Clerks' }).returning()
    const stored = await db.select().from(permissions)
    const permission = (name: string) => stored.find(({ model, verb }) => `${model}.${verb}` === name)?.id ?? 0
    if (!ada || !bo || !clerks) throw new Error('nothing was inserted')
    await db.insert(userGroups).values({ userId: ada.id, groupId: clerks.id })
    await db.insert(groupPermissions).values([
      { groupId: clerks.id, permissionId: permission('courses.view') },
      { groupId: clerks.id, permissionId: permission('enrollments.change') },
    ])
    await db.insert(userPermissions).values([
      { userId: ada.id, permissionId: permission('courses.view') },
      { userId: bo.id, permissionId: permission('tags.delete') },
    ])
    expect([...(await permissionsOf(db, ada.id))].sort()).toEqual(['courses.view', 'enrollments.change'])
    expect([...(await permissionsOf(db, bo.id))]).toEqual(['tags.delete'])
    expect([...(await permissionsOf(db, 999_999))]).toEqual([])
  })
})
