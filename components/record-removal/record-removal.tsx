'use client'

import { Trash2 } from 'lucide-react'
import { useState, useTransition } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { useAppRouter } from '@/components/navigation/app-link'
import { newSaveId } from '@/components/record-form/save-id'
import { flash } from '@/components/shell/flash'
import { listHref } from '@/components/shell/list-return'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import { type Crumb, PageHeader } from '@/components/ui/page-header'
import { Blockers } from './blockers'
import type { RemovalPreview, RemovalResult } from './removal'
import { WhatGoes } from './what-goes'

export type RecordRemovalProps = {
  slug: string
  singular: string
  plural: string
  preview: RemovalPreview
  /** The record, when it is one; several were chosen on the list. */
  id?: number
  remove: (saveId: string) => Promise<RemovalResult>
}

/** Asks before records are deleted, because this can not be taken back: says what goes along and what stands in the way. */
export function RecordRemoval({ slug, singular, plural, preview, id, remove }: RecordRemovalProps) {
  const router = useAppRouter()
  const [removing, startRemoving] = useTransition()
  const [failure, setFailure] = useState<string | null>(null)
  // One id for every try, so that a second try after a lost answer is the same removal.
  const [saveId] = useState(newSaveId)
  const count = preview.titles.length
  const one = count === 1 ? preview.titles[0] : undefined
  const named = one === undefined ? `${count.toLocaleString('en')} ${midSentence(plural)}` : midSentence(singular)
  const blocked = preview.blockers.length > 0
  const back = id === undefined ? undefined : `/${slug}/${id}`
  const crumbs: Crumb[] = [{ label: plural, list: slug }]
  if (one !== undefined && back !== undefined) crumbs.push({ label: one, href: back })

  const confirm = () =>
    startRemoving(async () => {
      setFailure(null)
      const result = await remove(saveId).catch(() => unreachable)
      if (!result.ok) return setFailure(result.message)
      flash(one === undefined ? `Deleted ${named}` : `Deleted ${named} “${one}”`)
      router.push(listHref(slug))
    })

  return (
    <>
      <PageHeader breadcrumbs={crumbs} title="Delete" />
      <div className="w-full max-w-xl px-gutter pt-2 pb-12">
        {blocked ? (
          <Blockers named={one ?? named} blockers={preview.blockers} />
        ) : (
          <>
            <p className="text-base">
              Delete {one === undefined ? named : <Quoted title={one} />}? This cannot be undone
              {preview.counts.length > 0
                ? `, and what belongs to ${one === undefined ? 'them' : 'it'} goes along.`
                : '.'}
            </p>
            <WhatGoes titles={preview.titles} counts={preview.counts} />
            <p className="mt-3 text-muted text-xs">
              What {one === undefined ? 'they' : 'it'} held stays in the history.
            </p>
          </>
        )}
        {failure === null ? null : (
          <Notice role="alert" kind="problem" title="Nothing was deleted" className="mt-4">
            {failure}
          </Notice>
        )}
        <div className="mt-5 flex flex-wrap gap-2">
          {blocked ? null : (
            <Button kind="danger" icon={<Trash2 aria-hidden />} busy={removing} onClick={confirm}>
              Delete {named}
            </Button>
          )}
          <ButtonLink href={back ?? `/${slug}`} kind={blocked ? 'secondary' : 'quiet'}>
            {blocked ? 'Go back' : one === undefined ? 'Keep them' : 'Keep it'}
          </ButtonLink>
        </div>
      </div>
    </>
  )
}

const unreachable: RemovalResult = {
  ok: false,
  kind: 'failed',
  message: 'The server could not be reached. Check the connection and try again.',
}

function Quoted({ title }: { title: string }) {
  return (
    <strong className="font-semibold">
      <bdi>{title}</bdi>
    </strong>
  )
}
