import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import site from '@/admin/site'
import { type TestServer, testServer } from '@/db/testing'
import type { Batch, SaveResult } from '../batch'
import { addCourse, addStudents, addUsers, batchOf, change, enrollmentsOf, newRow, superuser } from './fixtures'
import { save } from './save'
import { replayFrom } from './testing-replay'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  await addUsers(server.db)
})
afterAll(() => server?.stop())

const send = (course: number, batch: Batch): Promise<SaveResult> =>
  save(server.db, site, 'courses', superuser, course, batch)

/** Sends a save again, as a browser does, until it is answered. */
async function sendUntilSaved(course: number, batch: Batch): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const result = await send(course, batch)
    if (result.ok) return
    expect(result.kind).toMatch(/^(failed|busy)$/)
    await pause(50)
  }
  throw new Error('The save never went through')
}

/** Adds one student and changes every row there is. */
function nextBatch(rows: readonly { id: number; status: string }[], student: number): Batch {
  return batchOf({
    inlines: {
      enrollments: {
        create: [newRow({ studentId: student })],
        update: rows.map(({ id, status }) =>
          change(id, { status: [status, status === 'active' ? 'dropped' : 'active'] }),
        ),
      },
    },
  })
}

describe('a server that restarts under a loop of saves', () => {
  test.each(['fast', 'immediate'] as const)(
    '%s: each save happens once, or not until it is sent again',
    async (mode) => {
      const course = await addCourse(server.db, `Restarted ${mode}`)
      const students = await addStudents(server.db, 200)
      const history = await replayFrom(server.db, ['enrollments'])
      const batches: Batch[] = []
      let restarts = 0
      const restarting = (async () => {
        for (; restarts < 4; restarts++) {
          const reached = batches.length + 3
          while (batches.length < reached) await pause(1)
          // At another point of a save each time.
          await pause(restarts * 7)
          await server.restart(mode)
        }
      })()
      for (const student of students) {
        if (restarts === 4) break
        const rows = await enrollmentsOf(server.db, course).catch(() => undefined)
        if (!rows) continue
        const batch = nextBatch(rows, student)
        batches.push(batch)
        await sendUntilSaved(course, batch)
      }
      await restarting
      expect(restarts).toBe(4)
      expect(batches.length).toBeGreaterThanOrEqual(12)
      for (const batch of batches) await sendUntilSaved(course, batch)
      expect(await enrollmentsOf(server.db, course)).toHaveLength(batches.length)
      await history.expectTables()
      await expectWholeSaves(batches)
    },
  )
})

describe('an application that is killed in a loop of saves', () => {
  test('leaves no half save, and what it was saving goes through when it is sent again', async () => {
    const course = await addCourse(server.db, 'Killed')
    const students = await addStudents(server.db, 400)
    const history = await replayFrom(server.db, ['enrollments'])
    let done = 0
    for (const after of [0, 15, 40, 90]) {
      const batches = await killedLoop(course, students.slice(done), after)
      expect(batches.length).toBeGreaterThan(0)
      done += batches.length
      for (const batch of batches) await sendUntilSaved(course, batch)
      expect(await enrollmentsOf(server.db, course)).toHaveLength(done)
      await history.expectTables()
      await expectWholeSaves(batches)
    }
  })
})

/** Lets another process save again and again, kills it after a while, and returns what it tried to save. */
async function killedLoop(course: number, students: readonly number[], after: number): Promise<Batch[]> {
  const script = fileURLToPath(new URL('./testing-loop.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(course), students.join(',')], {
    env: { ...process.env, DATABASE_URL: server.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const batches: Batch[] = []
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    batches.push(JSON.parse(line))
    if (batches.length === 1) setTimeout(() => child.kill('SIGKILL'), after)
  }
  await ended
  return batches
}

/** Every save's history has as many entries as the save had rows. */
async function expectWholeSaves(batches: readonly Batch[]): Promise<void> {
  const counts = await server.db.execute<{ id: string; count: number }>(
    sql`select save_id as id, count(*)::int as count from history group by save_id`,
  )
  const bySave = new Map(counts.map(({ id, count }) => [id, count]))
  for (const { saveId, rows } of batches) expect([saveId, bySave.get(saveId)]).toEqual([saveId, rows])
}
