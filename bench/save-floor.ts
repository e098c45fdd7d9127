// The floor of a save: the bare set-based statement of the same effect in one transaction, through the same driver. The
// history is part of the effect, so the floor writes the same entries; comparing with what the browser saw, the save's id
// with its outcome, checks and the answer are what the save adds.
import { randomUUID } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import type { Actor } from '../admin/engine/permissions'

export type Flip = { id: number; from: string; to: string }

export class SaveFloor {
  constructor(
    private readonly sql: Sql,
    private readonly actor: Pick<Actor, 'id' | 'username'>,
  ) {}

  async change(course: number, rows: readonly Flip[]): Promise<void> {
    await this.sql.begin(
      (sql) => sql`
        with sent as materialized (
          select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as sent (id bigint, "from" text, "to" text)
        ), changed as (
          update enrollments as e set status = sent."to" from sent where e.id = sent.id and e.course_id = ${course}
          returning e.*, sent."from"
        ), ${this.written(sql, 'change')}
          jsonb_build_object('status', changed."from"), jsonb_build_object('status', changed.status)
        ${joined(sql)}`,
    )
  }

  async add(course: number, students: readonly number[]): Promise<void> {
    await this.sql.begin(
      (sql) => sql`
        with changed as (
          insert into enrollments (course_id, student_id)
          select ${course}::bigint, student::bigint from jsonb_array_elements_text(${JSON.stringify(students)}::text::jsonb) as student
          returning *
        ), ${this.written(sql, 'create')} null, to_jsonb(changed) ${joined(sql)}`,
    )
  }

  async remove(course: number, ids: readonly number[]): Promise<void> {
    await this.sql.begin(
      (sql) => sql`
        with changed as (
          delete from enrollments where id = any(${`{${ids.join(',')}}`}::text::bigint[]) and course_id = ${course} returning *
        ), ${this.written(sql, 'delete')} to_jsonb(changed), null ${joined(sql)}`,
    )
  }

  /** Sets the status of every row of a course that has another. */
  async setAll(course: number, status: string): Promise<void> {
    await this.sql.begin(
      (sql) => sql`
        with met as materialized (
          select id, status as "from" from enrollments where course_id = ${course} and status <> ${status} order by id for update
        ), changed as (
          update enrollments as e set status = ${status} from met where e.id = met.id returning e.*, met."from"
        ), ${this.written(sql, 'change')}
          jsonb_build_object('status', changed."from"), jsonb_build_object('status', changed.status)
        ${joined(sql)}`,
    )
  }

  private written(sql: TransactionSql, action: string) {
    return sql`history_written as (
      insert into history (save_id, actor_id, actor_name, action, table_name, row_id, title, subjects, before, after)
      select ${randomUUID()}::uuid, ${this.actor.id}::bigint, ${this.actor.username}::text, ${action}::text, 'enrollments', changed.id,
        students.name || ' in ' || courses.title,
        array['enrollments:' || changed.id, 'students:' || changed.student_id, 'courses:' || changed.course_id],`
  }
}

function joined(sql: TransactionSql) {
  return sql`from changed join students on students.id = student_id join courses on courses.id = course_id
    ) select count(*) from changed`
}
