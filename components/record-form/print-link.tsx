import { Printer } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { ButtonLink } from '@/components/ui/button-link'
import type { RecordSession } from './record-session'

/** Leads to the record on paper, its grids ordered and filtered as they are now. */
export function PrintLink({ session, href }: { session: RecordSession; href: string }) {
  const query = useSyncExternalStore(session.subscribe, session.grids.query, session.grids.query)
  return (
    <ButtonLink kind="quiet" href={`${href}${query}`} prefetch={false} icon={<Printer aria-hidden />}>
      Print
    </ButtonLink>
  )
}
