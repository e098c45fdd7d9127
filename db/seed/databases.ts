import { sql } from 'drizzle-orm'
import type { Transaction } from '../client'
import { contacts } from '../schema/contacts'
import { databaseConfigModules, databaseConfigs, databaseModules } from '../schema/databases'
import { draw } from './draw'

const modules = [
  ['ACC', 'Accounts payable and receivable'],
  ['ADM', 'Admissions and applications'],
  ['ALU', 'Alumni register'],
  ['ASSET', 'Fixed assets'],
  ['ATT', 'Attendance'],
  ['AUDIT', 'Audit trail'],
  ['BIB', 'Library catalogue'],
  ['BUDGET', 'Budgets and forecasts'],
  ['CAL', 'Academic calendar'],
  ['CARD', 'Identity cards'],
  ['CERT', 'Certificates and transcripts'],
  ['CRM', 'Enquiries and correspondence'],
  ['CURR', 'Curriculum and syllabuses'],
  ['DOC', 'Document store'],
  ['EMAIL', 'Outgoing mail'],
  ['ENROLL', 'Course enrollment'],
  ['EXAM', 'Examination timetable'],
  ['FEES', 'Tuition fees'],
  ['GL', 'General ledger'],
  ['GRADE', 'Marks and grades'],
  ['GRANT', 'Research grants'],
  ['HOUSING', 'Rooms and tenancies'],
  ['HR', 'Staff records'],
  ['LEAVE', 'Absence and leave'],
  ['LOAN', 'Library loans'],
  ['MAINT', 'Repairs and maintenance'],
  ['PARK', 'Parking permits'],
  ['PAY', 'Payroll'],
  ['PURCH', 'Purchase orders'],
  ['REPORT', 'Statutory reporting'],
  ['ROOM', 'Room bookings'],
  ['SCHOL', 'Scholarships and bursaries'],
  ['STOCK', 'Stores and stock'],
  ['SURVEY', 'Surveys'],
  ['TIME', 'Timesheets'],
  ['WELFARE', 'Wellbeing referrals'],
] as const

const systems = [
  ['admissions', 'Applications from enquiry to offer'],
  ['alumni', 'Former students and giving'],
  ['archive', 'Records kept by law'],
  ['assessment', 'Coursework and marks'],
  ['campus_cards', 'Cards, doors and printing'],
  ['estates', 'Buildings, rooms and repairs'],
  ['examinations', 'Papers, rooms and results'],
  ['finance', 'Ledger, purchasing and fees'],
  ['housing', 'Halls of residence'],
  ['library', 'Catalogue and loans'],
  ['payroll', 'Salaries and pensions'],
  ['personnel', 'Staff contracts and leave'],
  ['registry', 'Students, courses and enrollments'],
  ['reporting', 'Figures for the ministry'],
  ['research', 'Projects, grants and outputs'],
  ['scheduling', 'Timetables and room bookings'],
  ['stores', 'Stock and deliveries'],
  ['support', 'Wellbeing and advice'],
  ['surveys', 'Questionnaires and answers'],
  ['transport', 'Vehicles and parking'],
] as const

const stages = [
  ['live', ''],
  ['test', ', for rehearsals'],
] as const

/** Database configurations with two to nine modules each; one in eight has nobody who answers for it. */
export async function seedDatabases(tx: Transaction): Promise<void> {
  await tx.insert(databaseModules).values(modules.map(([code, description]) => ({ code, description })))
  const configs = systems.flatMap(([system, about]) =>
    stages.map(([stage, use]) => ({ name: `${system}_${stage}`, description: about + use })),
  )
  await tx.execute(sql`
    insert into ${databaseConfigs} (database_name, description, contact_id)
    select name, description, case when place % 8 > 0 then contact.id end
    from rows from (jsonb_to_recordset(${JSON.stringify(configs)}::jsonb) as (name text, description text))
      with ordinality as config (name, description, place)
    join (select id, row_number() over (order by id) as n, count(*) over () as total from ${contacts}) as contact
      on contact.n = 1 + (place * 17) % contact.total
    order by place`)
  await tx.execute(sql`
    insert into ${databaseConfigModules} (database_config_id, module_id)
    select config_id, module_id
    from (
      select config.id as config_id, module.id as module_id, 2 + floor(8 * ${draw('size', sql`database_name`)}) as size,
        row_number() over (partition by config.id order by ${draw('module', sql`database_name || code`)}) as choice
      from ${databaseConfigs} as config, ${databaseModules} as module
    ) as chosen
    where choice <= size
    order by config_id, choice`)
}
