import { contactDepartments } from '@/db/schema/contact-departments'
import { categories } from '@/db/schema/contacts'
import { inline, model } from './engine/define'

export default model(categories, {
  title: 'name',
  naturalKey: 'name',
  group: 'Contacts',
  list: { columns: ['name'], search: ['name'], sort: 'name' },
  fields: ['name'],
  inlines: [inline(contactDepartments, { parent: 'categoryId', fields: ['contactId', 'created', 'modified'] })],
})
