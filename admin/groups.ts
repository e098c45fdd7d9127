import { groups } from '@/db/schema/people'
import { groupPermissions } from '@/db/schema/permissions'
import { model, pick } from './engine/define'

export default model(groups, {
  title: 'name',
  naturalKey: 'name',
  group: 'People',
  list: { columns: ['name'], search: ['name'], sort: 'name' },
  fields: ['name'],
  picks: [pick(groupPermissions, { parent: 'groupId', far: 'permissionId', guard: 'superuser' })],
})
