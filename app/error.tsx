'use client'

import { CloudAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'

/** What stands in a page's place when it failed. The details are in the server's log, under the reference. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <div role="alert" className="flex min-h-[70vh] flex-1 flex-col items-center justify-center">
      <h1 className="sr-only">This page could not be shown</h1>
      <EmptyState
        icon={<CloudAlert />}
        title="This page could not be shown"
        action={
          <>
            <Button kind="primary" onClick={() => retry()}>
              Try again
            </Button>
            {/* Loaded anew, because what failed may be the page's own script; and every page carries this one's script. */}
            <a href="/" className={buttonClass()}>
              Go to the dashboard
            </a>
          </>
        }
      >
        Something failed on our side and nothing was changed. If it happens again, tell whoever looks after this
        application{error.digest ? ` and mention reference ${error.digest}` : ''}.
      </EmptyState>
    </div>
  )
}
