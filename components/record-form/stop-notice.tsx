'use client'

import { type ReactNode, useState } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'
import { metWords } from './place-words'
import type { Phase } from './save-cycle'

type Stopped = Extract<Phase, { name: 'stopped' }>

type StopNoticeProps = {
  stopped: Stopped
  singular: string
  onRetry: () => void
  onReload: () => void
  onDismiss: () => void
  /** The unsaved edits as text. */
  editsAsText: () => string
}

/** Why a save did not happen, and what can be done. Everything typed stays on the page beside it. */
export function StopNotice({ stopped, singular, onRetry, onReload, onDismiss, editsAsText }: StopNoticeProps) {
  const retry = (words: string) => (
    <Button size="small" onClick={onRetry}>
      {words}
    </Button>
  )
  const dismiss = (
    <Button kind="quiet" size="small" onClick={onDismiss}>
      Dismiss
    </Button>
  )
  const { why, message, by } = stopped
  switch (why) {
    case 'signed-out':
    case 'someone-else':
      return (
        <Stop
          title={why === 'signed-out' ? 'Not saved. You are signed out.' : 'Not saved. Somebody else is signed in.'}
          actions={
            <>
              {/* A plain link: it opens beside this page, which keeps everything typed. */}
              <a href="/sign-in" target="_blank" rel="noreferrer" className={buttonClass('secondary', 'small')}>
                Sign in again
              </a>
              {retry('Save again')}
            </>
          }
        >
          {why === 'signed-out' ? 'Sign in again in a new tab, come back, and save again.' : message} Everything you
          typed is still here.
        </Stop>
      )
    case 'unreachable':
    case 'busy':
    case 'failed':
      return (
        <Stop title="Not saved" actions={retry('Try again')}>
          {message}
        </Stop>
      )
    case 'outdated':
      return (
        <Stop
          title="Not saved"
          actions={
            <Button size="small" onClick={onReload}>
              Reload
            </Button>
          }
        >
          {message}
        </Stop>
      )
    case 'gone':
      return (
        <Stop
          title={`Not saved. This ${midSentence(singular)} was deleted${by ? ` ${metWords(by)}` : ''}.`}
          actions={<CopyEdits text={editsAsText} />}
        >
          Your edits are still on this page, to be copied.
        </Stop>
      )
    case 'denied':
    case 'refused':
    case 'too-large':
      return (
        <Stop title="Not saved" actions={dismiss}>
          {message}
        </Stop>
      )
  }
}

function Stop({ title, actions, children }: { title: string; actions: ReactNode; children: ReactNode }) {
  return (
    <Notice role="alert" kind="problem">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-medium">{title}</p>
          <p>{children}</p>
        </div>
        <span className="flex items-center gap-1.5">{actions}</span>
      </div>
    </Notice>
  )
}

function CopyEdits({ text }: { text: () => string }) {
  const [shown, setShown] = useState<string | null>(null)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const edits = text()
    // On plain HTTP there is no clipboard: then the text is shown, to be selected and copied.
    if (!navigator.clipboard) return setShown(edits)
    try {
      await navigator.clipboard.writeText(edits)
      setCopied(true)
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      setShown(edits)
    }
  }
  if (shown !== null)
    return (
      <textarea
        readOnly
        aria-label="Your edits"
        rows={4}
        value={shown}
        onFocus={({ target }) => target.select()}
        className="w-72 max-w-full rounded-md border border-line bg-canvas p-2 text-xs"
      />
    )
  return (
    <Button size="small" onClick={copy}>
      {copied ? 'Copied' : 'Copy my edits as text'}
    </Button>
  )
}
