import { sql } from 'drizzle-orm'
import type { Transaction } from '../client'
import { articles, articleTags, tags } from '../schema/articles'

const tagNames = [
  'Assessment',
  'Deadlines',
  'Fees',
  'Graduation',
  'How to',
  'Library',
  'New staff',
  'Policy',
  'Systems',
  'Term dates',
  'Welfare',
  'Archived',
]

const texts: readonly [title: string, body: string, ...tags: string[]][] = [
  [
    'Enrolling a late student',
    'Enroll the student as active; the day of enrollment is set for you. Tell Student support the same day.',
    'How to',
    'Deadlines',
  ],
  [
    'When a student withdraws',
    'Set the enrollment to dropped. Do not delete the row: it counts in the figures for the ministry.',
    'How to',
    'Policy',
  ],
  [
    'Closing a presentation',
    'Once the board has met, set everyone who is still active to completed.',
    'How to',
    'Assessment',
  ],
  [
    'Term dates 2014',
    'The B presentations begin in February, the J presentations in October.',
    'Term dates',
    'Deadlines',
  ],
  [
    'Two students, one name',
    'Names repeat. Find a student by e-mail address before you enroll them.',
    'How to',
    'New staff',
  ],
  [
    'Who answers for a database',
    'Every live configuration names a contact. Ask that person before a module is added or removed.',
    'Systems',
    'Policy',
  ],
  ['Rehearsal databases', 'The test configurations are filled again every night. Nothing in them lasts.', 'Systems'],
  [
    'Requesting a module',
    'Write to the contact of the configuration and copy Information services.',
    'Systems',
    'How to',
  ],
  [
    'Fee refunds after withdrawal',
    'A withdrawal in the first fortnight is refunded in full, later ones by the table of fees.',
    'Fees',
    'Policy',
  ],
  [
    'Paying by instalments',
    'Three installments: at enrollment, at the start of the second month, at mid-term.',
    'Fees',
    'Deadlines',
  ],
  [
    'Resubmission of coursework',
    'One resubmission per assignment, within ten working days of the mark.',
    'Assessment',
    'Deadlines',
  ],
  ['Extenuating circumstances', 'Evidence goes to Student support, never to the examiner.', 'Assessment', 'Welfare'],
  ['Borrowing for distance learners', 'Up to eight items, posted free of charge.', 'Library'],
  [
    'Returning loans before graduation',
    'A certificate is released when the loans are cleared.',
    'Library',
    'Graduation',
    'Deadlines',
  ],
  ['Ordering certificates', 'Certificates and transcripts are printed on Fridays.', 'Graduation', 'How to'],
  ['Your first week', 'Card, account, induction: in that order.', 'New staff'],
  [
    'Departments and who is in them',
    'A contact can belong to several departments. Keep the list short and true.',
    'New staff',
    'Policy',
  ],
  ['Reaching the wellbeing team', 'The line is staffed from eight to eight, every day of term.', 'Welfare'],
  ['Records we keep by law', 'Enrollments and results are kept for ever, correspondence for six years.', 'Policy'],
  ['Notes from the spring review', ''],
]

/** A few articles; one has no tag and one tag has no article. */
export async function seedArticles(tx: Transaction): Promise<void> {
  await tx.insert(tags).values(tagNames.map((name) => ({ name })))
  await tx.insert(articles).values(texts.map(([title, body]) => ({ title, body })))
  const tagged = texts.flatMap(([title, , ...names]) => names.map((name) => ({ title, name })))
  await tx.execute(sql`
    insert into ${articleTags} (article_id, tag_id)
    select articles.id, tags.id
    from jsonb_to_recordset(${JSON.stringify(tagged)}::jsonb) as tagged (title text, name text)
    join ${articles} on articles.title = tagged.title join ${tags} on tags.name = tagged.name
    order by articles.id, tags.id`)
}
