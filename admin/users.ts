import { userGroups, users } from '@/db/schema/people'
import { userPermissions } from '@/db/schema/permissions'
import { model, pick } from './engine/define'

export default model(users, {
  title: 'username',
  naturalKey: 'username',
  group: 'People',
  list: {
    columns: ['username', 'name', 'email', 'active', 'superuser'],
    search: ['username', 'name', 'email'],
    sort: 'username',
    filters: ['active', 'superuser'],
  },
  fields: ['username', 'name', 'email', 'active', 'superuser'],
  options: {
    email: { label: 'E-mail', format: 'email' },
    active: { help: 'An inactive user cannot sign in.', guard: 'superuser' },
    superuser: { help: 'May do everything.', guard: 'superuser' },
  },
  picks: [
    pick(userGroups, { parent: 'userId', far: 'groupId', guard: 'superuser' }),
    pick(userPermissions, { parent: 'userId', far: 'permissionId', guard: 'superuser' }),
  ],
})
