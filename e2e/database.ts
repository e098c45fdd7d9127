import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'

export type Person = { id: number; username: string; cookie: string }
export type Student = { id: number; name: string; email: string }
export type Course = { id: number; title: string; rows: { id: number; student: Student; status: string }[] }
type Status = 'active' | 'completed' | 'dropped'

/** Part of every name a test makes, so that no other test meets it. */
export const unique = () => randomBytes(5).toString('hex')

/**
 * The application's database: records made for one test, sessions without the sign-in page, and answers to what is stored.
 * `sql` is the driver itself.
 */
export class TestDatabase {
  readonly sql: Sql

  constructor(url = required('DATABASE_URL')) {
    this.sql = postgres(url, { max: 2, onnotice: () => {}, types: { bigint: numbers } })
  }

  end(): Promise<void> {
    return this.sql.end()
  }

  /** A session of a person who exists. */
  async session(username: string): Promise<Person> {
    const { sql } = this
    const token = randomBytes(24).toString('base64url')
    const [row] = await sql<{ id: number }[]>`
      insert into sessions (user_id, token, expires_at)
      select id, ${token}, now() + interval '2 hours' from users where username = ${username} returning user_id as id`
    if (!row) throw new Error(`There is no user ${username}`)
    const signature = createHmac('sha256', required('APP_SECRET')).update(token).digest('base64')
    return { id: row.id, username, cookie: encodeURIComponent(`${token}.${signature}`) }
  }

  /** A person with exactly these permissions ("courses.view"), whose password is that of the demonstration. */
  async person(permissions: readonly string[] = [], { superuser = false } = {}): Promise<Person> {
    const { sql } = this
    const username = `p-${unique()}`
    const [user] = await sql<{ id: number }[]>`
      insert into users (username, display_username, name, email, superuser)
      values (${username}, ${username}, ${`Person ${username}`}, ${`${username}@staff.example.org`}, ${superuser})
      returning id`
    if (!user) throw new Error('No user was made')
    await sql`
      insert into accounts (user_id, account_id, provider_id, password)
      select ${user.id}, ${String(user.id)}, 'credential', password from accounts
      where user_id = (select id from users where username = 'admin')`
    const granted = await sql`
      insert into user_permissions (user_id, permission_id)
      select ${user.id}, id from permissions where model || '.' || verb in ${sql(['', ...permissions])} returning 1`
    if (granted.length !== permissions.length) throw new Error(`Not all permissions exist: ${permissions.join(', ')}`)
    return this.session(username)
  }

  /** Students with the given names, or so many. The numbers in their addresses keep the order of their ids. */
  async students(names: readonly string[] | number): Promise<Student[]> {
    const mark = unique()
    const given =
      typeof names === 'number' ? Array.from({ length: names }, (_, at) => `Student ${at + 1} ${mark}`) : names
    const rows = given.map((name, at) => ({ name, email: `s${at + 1}.${mark}@example.org` }))
    const made = await this.sql<Student[]>`
      insert into students (name, email)
      select name, email from jsonb_to_recordset(${this.sql.json(rows)}) as s (name text, email text)
      returning id, name, email`
    return made.sort((a, b) => a.id - b.id)
  }

  /** A course with its enrollments, in the order given. */
  async course(
    options: { title?: string; students?: readonly string[] | number; status?: Status } = {},
  ): Promise<Course> {
    const { sql } = this
    const title = options.title ?? `Course ${unique()}`
    const students = await this.students(options.students ?? 0)
    const [course] = await sql<{ id: number }[]>`insert into courses (title) values (${title}) returning id`
    if (!course) throw new Error('No course was made')
    const rows = await sql<{ id: number; studentId: number; status: string }[]>`
      insert into enrollments (course_id, student_id, status)
      select ${course.id}, value::bigint, ${options.status ?? 'active'}
      from jsonb_array_elements_text(${sql.json(students.map(({ id }) => id))}) with ordinality order by ordinality
      returning id, student_id as "studentId", status`
    const byId = new Map(students.map((student) => [student.id, student]))
    return {
      id: course.id,
      title,
      rows: rows.flatMap(({ id, studentId, status }) => {
        const student = byId.get(studentId)
        return student ? [{ id, student, status }] : []
      }),
    }
  }

  /** The enrollments of a course as they are stored now, oldest first. */
  async enrollments(courseId: number): Promise<{ id: number; name: string; status: string }[]> {
    return [
      ...(await this.sql<{ id: number; name: string; status: string }[]>`
        select enrollments.id, students.name, status from enrollments join students on students.id = student_id
        where course_id = ${courseId} order by enrollments.id`),
    ]
  }

  /** A contact of a user of its own, with departments of its own. */
  async contact(
    departments: readonly string[] = [],
  ): Promise<{ id: number; username: string; categories: Category[] }> {
    const { sql } = this
    const { id: userId, username } = await this.person()
    const [contact] = await sql<{ id: number }[]>`insert into contacts (user_id) values (${userId}) returning id`
    if (!contact) throw new Error('No contact was made')
    const categories = await this.categories(departments)
    for (const { id } of categories)
      await sql`insert into contact_departments (contact_id, category_id) values (${contact.id}, ${id})`
    return { id: contact.id, username, categories }
  }

  async categories(names: readonly string[]): Promise<Category[]> {
    const made: Category[] = []
    for (const name of names) {
      const [row] = await this.sql<Category[]>`insert into categories (name) values (${name}) returning id, name`
      if (row) made.push(row)
    }
    return made
  }

  /** The departments of a contact by name. */
  async departments(contactId: number): Promise<string[]> {
    const rows = await this.sql<{ name: string }[]>`
      select name from contact_departments join categories on categories.id = category_id
      where contact_id = ${contactId} order by name`
    return rows.map(({ name }) => name)
  }

  /** A configuration and the module types it has. */
  async configuration(options: { contactId?: number; modules?: number } = {}): Promise<Configuration> {
    const { sql } = this
    const mark = unique()
    const databaseName = `db_${mark}`
    const [config] = await sql<{ id: number }[]>`
      insert into database_configs (database_name, description, contact_id)
      values (${databaseName}, ${`Configuration ${mark}`}, ${options.contactId ?? null}) returning id`
    if (!config) throw new Error('No configuration was made')
    const modules = await this.modules(options.modules ?? 0)
    for (const { id } of modules)
      await sql`insert into database_config_modules (database_config_id, module_id) values (${config.id}, ${id})`
    return { id: config.id, databaseName, title: `${databaseName} Configuration ${mark}`, modules }
  }

  async modules(count: number): Promise<ModuleType[]> {
    const made: ModuleType[] = []
    for (let at = 0; at < count; at++) {
      const code = unique().slice(0, 8).toUpperCase()
      const [row] = await this.sql<{ id: number }[]>`
        insert into database_modules (code, description) values (${code}, ${`Module ${code}`}) returning id`
      if (row) made.push({ id: row.id, code, title: `${code} Module ${code}` })
    }
    return made
  }

  /** The codes of a configuration's module types, in order. */
  async codes(configId: number): Promise<string[]> {
    const rows = await this.sql<{ code: string }[]>`
      select code from database_config_modules join database_modules on database_modules.id = module_id
      where database_config_id = ${configId} order by code`
    return rows.map(({ code }) => code)
  }

  /** How many history entries name a record as a subject. */
  async historyCount(slug: string, id: number): Promise<number> {
    const rows = await this.sql<{ count: number }[]>`
      select count(*)::int as count from history where subjects @> array[${`${slug}:${id}`}]`
    return rows[0]?.count ?? 0
  }
}

export type Category = { id: number; name: string }
export type ModuleType = { id: number; code: string; title: string }
export type Configuration = { id: number; databaseName: string; title: string; modules: ModuleType[] }

/** `bigint` columns as numbers: no id of a test is beyond them. */
const numbers = {
  to: 20,
  from: [20],
  serialize: (value: number) => String(value),
  parse: (text: string) => Number(text),
}

export const newSaveId = () => randomUUID()

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is missing: with APP_URL, DATABASE_URL and APP_SECRET are needed too`)
  return value
}
