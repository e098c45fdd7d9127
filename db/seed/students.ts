import { sql } from 'drizzle-orm'
import type { Transaction } from '../client'
import { students } from '../schema/courses'
import { draw } from './draw'
import { familyNames, folded, givenNames } from './names'

/**
 * Made-up students. The power prefers the names at the head of the lists, so that names repeat as real ones do;
 * the second Ana Lee is ana.lee2@example.org.
 */
export async function seedStudents(tx: Transaction, count: number): Promise<void> {
  await tx.execute(sql`
    with given as (${numbered(givenNames)}), family as (${numbered(familyNames)}),
    drawn as (
      select n, floor(${givenNames.length} * ${draw('given', sql`n`)} ^ 1.5) as given_place,
        floor(${familyNames.length} * ${draw('family', sql`n`)} ^ 1.5) as family_place
      from generate_series(1, ${count}::int) as n
    ),
    person as (
      select n, given.name || ' ' || family.name as name, given.folded || '.' || family.folded as address,
        row_number() over (partition by given.folded, family.folded order by n) as namesake
      from drawn join given on given.place = given_place join family on family.place = family_place
    )
    insert into ${students} (name, email)
    select name, address || case when namesake > 1 then namesake::text else '' end || '@example.org' from person order by n`)
}

function numbered(names: readonly string[]) {
  const list = JSON.stringify(names.map((name) => ({ name, folded: folded(name) })))
  return sql`
    select name, folded, place - 1 as place
    from rows from (jsonb_to_recordset(${list}::jsonb) as (name text, folded text)) with ordinality as t (name, folded, place)`
}
