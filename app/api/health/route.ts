import { databaseAnswers } from '@/db/health'

export const dynamic = 'force-dynamic'

/** For whoever watches over the application: 200 when its database answers, else 503. Says nothing more. */
export async function GET(): Promise<Response> {
  const ok = await databaseAnswers()
  const headers = { 'Cache-Control': 'no-store' }
  return Response.json({ status: ok ? 'ok' : 'unavailable' }, { status: ok ? 200 : 503, headers })
}
