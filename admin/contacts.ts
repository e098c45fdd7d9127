import { contactDepartments } from '@/db/schema/contact-departments'
import { contacts } from '@/db/schema/contacts'
import { inline, model } from './engine/define'

export default model(contacts, {
  title: '{userId}',
  group: 'Contacts',
  list: { columns: ['userId', 'userId.name'], search: ['userId.username', 'userId.name'], sort: 'userId' },
  fields: ['userId'],
  inlines: [inline(contactDepartments, { parent: 'contactId', fields: ['categoryId', 'created', 'modified'] })],
})
