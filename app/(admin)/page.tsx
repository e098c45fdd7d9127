import type { Metadata } from 'next'
import { countsOf } from '@/admin/engine/counts'
import { latestChanges } from '@/admin/engine/history-read'
import site from '@/admin/site'
import { requireActor } from '@/app/session'
import { Dashboard } from '@/components/dashboard/dashboard'
import { database } from '@/db/client'
import { navigationOf } from './navigation'

export const metadata: Metadata = { title: 'Dashboard' }

const latestSaves = 12

export default async function DashboardPage() {
  const actor = await requireActor()
  const [counts, latest] = await Promise.all([
    countsOf(database(), site, actor),
    latestChanges(database(), site, actor, latestSaves),
  ])
  return <Dashboard groups={navigationOf(actor, counts)} latest={latest} />
}
