import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { historyOf } from '@/admin/engine/history-read'
import { parseId } from '@/admin/engine/ids'
import { pluralOf } from '@/admin/engine/labels'
import { rightsOf } from '@/admin/engine/permissions'
import { recordTitle } from '@/admin/engine/record-title'
import site from '@/admin/site'
import { requireActor } from '@/app/session'
import { RecordHistory } from '@/components/record-history/record-history'
import { database } from '@/db/client'

type Props = {
  params: Promise<{ model: string; id: string }>
  searchParams: Promise<{ before?: string | string[] }>
}

export const metadata: Metadata = { title: 'History' }

export default async function HistoryPage({ params, searchParams }: Props) {
  const actor = await requireActor()
  const { model: slug, id: text } = await params
  const model = site.modelAt(slug)
  const id = parseId(text)
  if (!model || id === null || !rightsOf(site, actor, slug).view) notFound()
  const asked = (await searchParams).before
  const before = (typeof asked === 'string' ? parseId(asked) : null) ?? undefined
  const [title, page] = await Promise.all([
    recordTitle(database(), site, slug, id),
    historyOf(database(), site, slug, actor, id, { before }),
  ])
  // A deleted record keeps its history.
  if (title === null && page.entries.length === 0) notFound()
  return (
    <RecordHistory
      slug={slug}
      plural={pluralOf(model)}
      id={id}
      title={title ?? `#${id} (deleted)`}
      page={page}
      {...(before === undefined ? {} : { before })}
    />
  )
}
