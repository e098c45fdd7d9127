import { contactDepartments } from '@/db/schema/contact-departments'
import { model } from './engine/define'

export default model(contactDepartments, {
  title: '{contactId} {categoryId}',
  group: 'Contacts',
  list: {
    columns: ['contactId', 'categoryId', 'created'],
    search: ['categoryId.name'],
    sort: ['contactId', 'categoryId'],
    filters: ['categoryId', 'contactId'],
  },
  fields: ['contactId', 'categoryId', 'created', 'modified'],
  options: { created: { readOnly: true }, modified: { readOnly: true } },
})
