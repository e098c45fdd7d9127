// The floor of a page: a bare HTTP server that asks PostgreSQL for the same rows through the same driver and answers them
// as JSON, packed when gzip is asked for. No session, no permission, no page.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import postgres from 'postgres'

const pack = promisify(gzip)
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10 })

const answers: Record<string, (query: URLSearchParams) => Promise<string>> = {
  /** The rows become JSON in PostgreSQL, which is faster than making objects of them here. With a limit they are counted. */
  async '/course'(query) {
    const id = Number(query.get('id'))
    const isPart = query.has('limit')
    const wanted = sql`select * from enrollments where course_id between ${id} and ${id}
      order by course_id, id limit ${Number(query.get('limit'))}`
    const [[course], [enrollments], [counted]] = await Promise.all([
      sql`select id, title from courses where id = ${id}`,
      sql`select json_agg(json_build_array(e.id, json_build_array(s.id, s.name, s.email), e.status, e.enrolled_at)
          order by e.id)::text as rows
        from ${isPart ? sql`(${wanted})` : sql`enrollments`} e join students s on s.id = e.student_id
        where e.course_id = ${id}`,
      isPart ? sql`select count(*)::int as total from enrollments where course_id = ${id}` : [],
    ])
    const total = counted ? `,"total":${counted.total}` : ''
    return `{"course":${JSON.stringify(course)},"rows":${enrollments?.rows ?? '[]'}${total}}`
  },
  async '/students'(query) {
    const offset = Number(query.get('offset') ?? 0)
    const words = `%${query.get('q') ?? ''}%`
    const where = query.has('q') ? sql`where name ilike ${words} or email ilike ${words}` : sql``
    const [[count], rows] = await Promise.all([
      sql`select count(*)::int as total from students ${where}`,
      sql`select id, name, email from students ${where} order by name, id limit 50 offset ${offset}`,
    ])
    return JSON.stringify({ total: count?.total, rows })
  },
  async '/enrollments'(query) {
    const offset = Number(query.get('offset') ?? 0)
    const words = `%${query.get('q') ?? ''}%`
    const where = query.has('q')
      ? sql`where student_id = any(array(select id from students where name ilike ${words} or email ilike ${words}))
          or course_id = any(array(select id from courses where title ilike ${words}))`
      : sql``
    const [[count], rows] = await Promise.all([
      sql`select count(*)::int as total from enrollments ${where}`,
      sql`select e.id, s.name as student, c.title as course, e.status, e.enrolled_at
        from (select * from enrollments ${where} order by id desc limit 50 offset ${offset}) e
        join students s on s.id = e.student_id join courses c on c.id = e.course_id order by e.id desc`,
    ])
    return JSON.stringify({ total: count?.total, rows })
  },
  async '/options'(query) {
    const words = `%${query.get('q') ?? ''}%`
    const rows = await sql`
      select id, name, email from students where name ilike ${words} or email ilike ${words} order by name, id limit 21`
    return JSON.stringify(rows)
  },
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://floor')
  const body = await answers[pathname]?.(searchParams)
  response.setHeader('content-type', 'application/json')
  if (request.headers['accept-encoding']?.includes('gzip') && body !== undefined)
    response.setHeader('content-encoding', 'gzip').end(await pack(body))
  else response.writeHead(body === undefined ? 404 : 200).end(body)
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit())
