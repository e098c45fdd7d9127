import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { InlineForm } from '@/admin/engine/form'
import { loadRecord } from '@/admin/engine/load'
import type { Actor } from '@/admin/engine/permissions'
import site from '@/admin/site'
import { readArrangement, rowsAsked } from '@/components/inline-grid/order/arrangement-address'
import { WaitingRecordForm } from '@/components/record-form/waiting-record-form'
import { database } from '@/db/client'
import { saveRecord } from './actions'

/** What a detail page is made of, read once for its title and its content. `query` is that of its address. */
export const recordPage = cache((actor: Actor, slug: string, id: number | null, query = '') =>
  loadRecord(database(), site, slug, actor, id, askedIn(query)),
)

/** What the query of an address asks of a grid. */
export const askedIn = (query: string) => (grid: InlineForm) =>
  rowsAsked(readArrangement(grid.name, grid.fields, new URLSearchParams(query)))

type RecordPageProps = { actor: Actor; slug: string; id: number | null; query?: string }

/** The page of one record, or with `id` null of one that is to be added. */
export async function RecordPage({ actor, slug, id, query }: RecordPageProps) {
  const page = await recordPage(actor, slug, id, query)
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
