import type { ReactNode } from 'react'
import { requireActor } from '@/app/session'
import { signOut } from '@/app/sign-out'
import { Shell } from '@/components/shell/shell'
import { navigationOf } from './navigation'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor()
  return (
    <Shell user={{ username: actor.username, name: actor.name }} groups={navigationOf(actor)} signOut={signOut}>
      {children}
    </Shell>
  )
}
