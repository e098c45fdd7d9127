import { pgTable } from 'drizzle-orm/pg-core'
import { contactCategory, contactCategoryKeys } from './contact-category'

export const contactDepartments = pgTable(
  'contact_departments',
  contactCategory(),
  contactCategoryKeys('contact_departments'),
)
