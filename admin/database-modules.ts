import { databaseModules } from '@/db/schema/databases'
import { model } from './engine/define'

export default model(databaseModules, {
  title: '{code} {description}',
  naturalKey: 'code',
  singular: 'Database module type',
  group: 'Databases',
  list: { columns: ['code', 'description'], search: ['code', 'description'], sort: 'code' },
  fields: ['code', 'description'],
})
