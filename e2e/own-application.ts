import { drizzle } from 'drizzle-orm/postgres-js'
import type { Database } from '../db/client'
import { type TestProxy, testProxy } from '../db/testing-proxy'
import { type Course, TestDatabase } from './database'
import { test as base } from './fixtures'
import { DetailPage } from './pages'
import { batchOf, type SentBatch, type SentSave, sentSave, watchSaves, withBatch } from './save-requests'
import { type Application, startApplication } from './server'

type Own = { application: Application; proxy: TestProxy }

/**
 * Tests with an application of their own, of several instances that reach their database through a proxy, because they
 * end instances and cut connections. All fixtures stand on it.
 */
export const testWith = (instances: number) =>
  base.extend<object, { own: Own }>({
    own: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first parameter.
      async ({}, use) => {
        let proxy: TestProxy | undefined
        const application = await startApplication({
          instances,
          through: async (url) => {
            proxy = await testProxy(url)
            return proxy.url
          },
        })
        await use({ application, proxy: proxy! })
        await application.stop()
        await proxy?.close()
      },
      { scope: 'worker', timeout: 300_000 },
    ],
    db: [
      async ({ own }, use) => {
        const db = new TestDatabase(own.application.databaseUrl)
        await use(db)
        await db.end()
      },
      { scope: 'worker' },
    ],
    baseURL: async ({ own }, use) => use(own.application.url),
  })

/** The tests' own connection, for what is written against the application's. */
export function drizzled(db: TestDatabase): Database {
  return drizzle(db.sql)
}

/** Saves a course once in a browser and returns the save as it was sent, to make others of it. */
export async function sampleSave(page: import('@playwright/test').Page, course: Course): Promise<SentSave> {
  const detail = await new DetailPage(page).open('courses', course.id)
  const saves = watchSaves(page)
  await detail.field('Title').fill(`${course.title}, a sample`)
  await detail.saveAndContinue()
  return sentSave(saves[0]!)
}

/** A save that adds a student and changes the status of every row there is. */
export function wholeSave(
  sample: SentSave,
  saveId: string,
  rows: readonly { id: number; status: string }[],
  studentId: number,
): SentSave {
  const batch: SentBatch = {
    ...batchOf(sample),
    saveId,
    record: {},
    rows: rows.length + 1,
    inlines: {
      enrollments: {
        create: [{ key: `new:${saveId}`, values: { studentId, status: 'active' } }],
        update: rows.map(({ id, status }) => ({
          id,
          changes: { status: [status, status === 'active' ? 'dropped' : 'active'] },
        })),
        delete: [],
      },
    },
  }
  return withBatch(sample, batch)
}
