import { SECRET } from './instance'
import { startApplication } from './server'

/** One application for the whole run; tests find it in APP_URL and its database in DATABASE_URL, its secret in APP_SECRET. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.APP_URL) return async () => {}
  const application = await startApplication()
  process.env.APP_URL = application.url
  process.env.DATABASE_URL = application.databaseUrl
  process.env.APP_SECRET = SECRET
  return () => application.stop()
}
