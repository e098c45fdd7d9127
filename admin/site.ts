import articles from './articles'
import categories from './categories'
import contactDepartments from './contact-departments'
import contacts from './contacts'
import courses from './courses'
import databaseConfigs from './database-configs'
import databaseModules from './database-modules'
import { site } from './engine/site'
import enrollments from './enrollments'
import groups from './groups'
import permissions from './permissions'
import students from './students'
import tags from './tags'
import users from './users'

/** Every model of the admin by its slug, in the order of the navigation. */
export default site({
  students,
  courses,
  enrollments,
  'database-configs': databaseConfigs,
  'database-modules': databaseModules,
  contacts,
  categories,
  'contact-departments': contactDepartments,
  articles,
  tags,
  users,
  groups,
  permissions,
})
