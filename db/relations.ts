import { manyToMany } from './many-to-many'
import { articles, articleTags as articleTagsTable, tags } from './schema/articles'
import { databaseConfigModules as configModulesTable, databaseConfigs, databaseModules } from './schema/databases'
import { groups, userGroups as userGroupsTable, users } from './schema/people'
import {
  groupPermissions as groupPermissionsTable,
  permissions,
  userPermissions as userPermissionsTable,
} from './schema/permissions'

/** The modules of a database configuration. */
export const databaseConfigModules = manyToMany(configModulesTable, {
  parent: ['databaseConfigId', databaseConfigs],
  far: ['moduleId', databaseModules],
})

/** The tags of an article. */
export const articleTags = manyToMany(articleTagsTable, { parent: ['articleId', articles], far: ['tagId', tags] })

/** The groups of a user. */
export const userGroups = manyToMany(userGroupsTable, { parent: ['userId', users], far: ['groupId', groups] })

/** What the members of a group may do. */
export const groupPermissions = manyToMany(groupPermissionsTable, {
  parent: ['groupId', groups],
  far: ['permissionId', permissions],
})

/** What a user may do besides what their groups may. */
export const userPermissions = manyToMany(userPermissionsTable, {
  parent: ['userId', users],
  far: ['permissionId', permissions],
})
