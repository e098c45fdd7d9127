import { sql } from 'drizzle-orm'
import type { Reader } from './client'
import type { Author } from './history'
import type { TableOf } from './junction'
import { idOf, type Ref } from './refs'
import type { contactDepartments } from './schema/contact-departments'
import { categories, contacts } from './schema/contacts'
import { users } from './schema/people'
import { through } from './through'

type Contact = typeof contacts.$inferSelect
type Category = typeof categories.$inferSelect

const username = sql`(select ${users.username} from ${users} where ${users.id} = ${contacts.userId})`

/** The operations of a relation between contacts and categories, for any table of the shape `contactCategory()`. */
export function contactCategories(
  table: TableOf<typeof contactDepartments.$inferSelect, typeof contactDepartments.$inferInsert>,
) {
  const relation = through(table, {
    left: { key: 'contactId', table: contacts, title: username, order: username },
    right: { key: 'categoryId', table: categories, title: categories.name, order: categories.name },
    between: ' ',
  })
  const pair = (contact: Ref<Contact>, category: Ref<Category>) => ({
    contactId: idOf(contact),
    categoryId: idOf(category),
  })

  return {
    /** The categories of a contact, by name. */
    categoriesOf: relation.left.list,
    /** The contacts of a category, by username. */
    contactsOf: relation.right.list,
    /** The contacts that are in at least one of the categories, each once, by username. */
    contactsInAny: relation.left.relatedToAny,

    /** Creates the row of the pair. Throws MissingError, and PairExistsError when it is there. */
    async createContactCategory(db: Reader, contact: Ref<Contact>, category: Ref<Category>, actor: Author) {
      const [created] = await relation.create(db, [pair(contact, category)], actor)
      return created!
    },

    /** The row of the pair, created when there is none: as often as one likes, by as many as like. Throws MissingError. */
    async initContactCategory(db: Reader, contact: Ref<Contact>, category: Ref<Category>, actor: Author) {
      return (await relation.getOrCreate(db, pair(contact, category), actor)).row
    },

    /**
     * Makes the contact's categories exactly these and records it: what stays keeps its row, the missing are created, the
     * rest are deleted. Throws MissingError, with nothing written.
     */
    updateCategories(db: Reader, contact: Ref<Contact>, exactly: readonly Ref<Category>[], actor: Author) {
      return relation.left.set(db, contact, exactly, actor)
    },

    /** Deletes the row of the pair and returns what it held, or null when there is none. */
    deleteContactCategory: relation.deletePair,
  }
}
