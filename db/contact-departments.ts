import { contactCategories } from './contact-categories'
import { contactDepartments as contactDepartmentsTable } from './schema/contact-departments'

/** The departments of the contacts. */
export const contactDepartments = contactCategories(contactDepartmentsTable)
