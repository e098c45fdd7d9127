import { notFound } from 'next/navigation'
import { cache } from 'react'
import { loadRecord } from '@/admin/engine/load'
import type { Actor } from '@/admin/engine/permissions'
import site from '@/admin/site'
import { WaitingRecordForm } from '@/components/record-form/waiting-record-form'
import { database } from '@/db/client'
import { saveRecord } from './actions'

/** What a detail page is made of, read once for its title and its content. */
export const recordPage = cache((actor: Actor, slug: string, id: number | null) =>
  loadRecord(database(), site, slug, actor, id),
)

/** The page of one record, or with `id` null of one that is to be added. */
export async function RecordPage({ actor, slug, id }: { actor: Actor; slug: string; id: number | null }) {
  const page = await recordPage(actor, slug, id)
  if (!page) notFound()
  const self = id === null ? null : `/${slug}/${id}`
  return (
    <WaitingRecordForm
      page={page}
      user={actor.username}
      save={saveRecord.bind(null, slug, id)}
      links={{
        list: `/${slug}`,
        history: self && `${self}/history`,
        print: self && `${self}/print`,
        remove: self && page.form.can.delete ? `${self}/delete` : null,
      }}
    />
  )
}
