import { permissions } from '@/db/schema/permissions'
import { model } from './engine/define'

export default model(permissions, {
  title: 'name',
  group: 'People',
  hidden: true,
  readOnly: true,
  list: { columns: ['name', 'model', 'verb'], search: ['name', 'model'], sort: 'name' },
  fields: ['name', 'model', 'verb'],
})
