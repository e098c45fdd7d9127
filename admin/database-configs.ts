import { contactDepartments } from '@/db/schema/contact-departments'
import { databaseConfigModules, databaseConfigs } from '@/db/schema/databases'
import { inline, model } from './engine/define'

export default model(databaseConfigs, {
  title: '{databaseName} {description}',
  singular: 'Database configuration',
  group: 'Databases',
  list: {
    columns: ['databaseName', 'description', 'contactId'],
    search: ['databaseName', 'description'],
    sort: 'databaseName',
    filters: ['contactId'],
  },
  fields: ['databaseName', 'description', 'contactId'],
  inlines: [
    inline(databaseConfigModules, {
      parent: 'databaseConfigId',
      fields: ['moduleId'],
      singular: 'Module',
    }),
    inline(contactDepartments, { parent: 'contactId', via: 'contactId', fields: ['categoryId', 'created'] }),
  ],
})
