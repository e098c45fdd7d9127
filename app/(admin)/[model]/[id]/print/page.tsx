import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { parseId } from '@/admin/engine/ids'
import { loadPrint } from '@/admin/engine/load-print'
import type { Actor } from '@/admin/engine/permissions'
import site from '@/admin/site'
import { addressParams, type SearchParams } from '@/app/request/address-params'
import { requireActor } from '@/app/session'
import { RecordPrint } from '@/components/record-print/record-print'
import { database } from '@/db/client'
import { askedIn } from '../../record-page'

type Props = { params: Promise<{ model: string; id: string }>; searchParams: SearchParams }

const printOf = cache((actor: Actor, slug: string, id: number, part: number, query: string) =>
  loadPrint(database(), site, slug, actor, id, part, askedIn(query)),
)

async function printFor({ params, searchParams }: Props) {
  const actor = await requireActor()
  const { model: slug, id: text } = await params
  const query = await addressParams(searchParams)
  const [part = '1', ...others] = query.getAll('part')
  return printOf(actor, slug, parseId(text) ?? 0, (others.length > 0 ? null : parseId(part)) ?? 0, String(query))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const print = await printFor(props)
  return print?.page.record ? { title: print.page.record.title } : {}
}

export default async function PrintPage(props: Props) {
  await requireActor()
  const print = await printFor(props)
  if (!print) notFound()
  const query = String(await addressParams(props.searchParams))
  return <RecordPrint {...print} at={new Date().toISOString()} query={query} />
}
