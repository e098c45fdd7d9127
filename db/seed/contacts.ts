import { sql } from 'drizzle-orm'
import type { Transaction } from '../client'
import { contactDepartments } from '../schema/contact-departments'
import { categories, contacts } from '../schema/contacts'
import { users } from '../schema/people'
import { draw } from './draw'
import { familyNames, folded, givenNames } from './names'
import { seededOn } from './people'

const departments = [
  'Accommodation',
  'Admissions',
  'Alumni relations',
  'Estates',
  'Examinations',
  'Finance',
  'Human resources',
  'Information services',
  'Library',
  'Registry',
  'Research office',
  'Student support',
]

const staffCount = 60

/**
 * Contacts with the departments they belong to: most one, some several, a few none. A contact is a user; these only have a
 * name and cannot sign in.
 */
export async function seedContacts(tx: Transaction): Promise<void> {
  await tx.insert(categories).values(departments.map((name) => ({ name })))
  const staff = Array.from({ length: staffCount }, (_, n) => {
    const given = givenNames[(n * 7) % givenNames.length] ?? ''
    const family = familyNames[(n * 11 + 3) % familyNames.length] ?? ''
    const username = `${folded(given)}.${folded(family)}`
    return { username, name: `${given} ${family}`, email: `${username}@staff.example.org` }
  })
  await tx.execute(sql`
    insert into ${users} (username, display_username, name, email, active, created_at, updated_at)
    select username, username, name, email, false, ${seededOn}::timestamptz, ${seededOn}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(staff)}::jsonb) as staff (username text, name text, email text)
    order by username collate "C"`)
  await tx.execute(sql`
    insert into ${contacts} (user_id) select id from ${users}
    where username in (select value->>'username' from jsonb_array_elements(${JSON.stringify(staff)}::jsonb)) order by id`)
  await tx.execute(sql`
    insert into ${contactDepartments} (contact_id, category_id, created, modified)
    select contact_id, category_id, at, at
    from (
      select contact.id as contact_id, category.id as category_id, contact.n as n,
        row_number() over (partition by contact.id order by ${draw('department', sql`contact.n || category.name`)}) as choice,
        ${seededOn}::timestamptz - make_interval(secs => 86400 * floor(600 * ${draw('joined', sql`contact.n || category.name`)})) as at
      from (select id, row_number() over (order by id) as n from ${contacts}) as contact, ${categories} as category
    ) as chosen
    where choice <= (array[1, 1, 2, 1, 3, 1, 2, 0, 1, 2])[1 + n % 10]
    order by at, contact_id, category_id`)
}
