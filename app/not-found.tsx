import { Compass } from 'lucide-react'
import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <div className="flex min-h-[70vh] flex-1 flex-col items-center justify-center">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<Compass />}
        title="There is nothing at this address"
        action={
          <ButtonLink href="/" kind="primary">
            Go to the dashboard
          </ButtonLink>
        }
      >
        The record may have been deleted, or the address may be mistyped.
      </EmptyState>
    </div>
  )
}
