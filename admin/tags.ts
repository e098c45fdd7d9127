import { tags } from '@/db/schema/articles'
import { model } from './engine/define'

export default model(tags, {
  title: 'name',
  naturalKey: 'name',
  group: 'Writing',
  list: { columns: ['name'], search: ['name'], sort: 'name' },
  fields: ['name'],
})
