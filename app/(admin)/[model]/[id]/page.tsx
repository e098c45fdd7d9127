import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { parseId } from '@/admin/engine/ids'
import { addressParams, type SearchParams } from '@/app/request/address-params'
import { requireActor } from '@/app/session'
import { RecordPage, recordPage } from '../record-page'

type Props = { params: Promise<{ model: string; id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const actor = await requireActor()
  const { model: slug, id } = await params
  const page = await recordPage(actor, slug, parseId(id) ?? 0, String(await addressParams(searchParams)))
  return page?.record ? { title: page.record.title } : {}
}

export default async function DetailPage({ params, searchParams }: Props) {
  const actor = await requireActor()
  const { model: slug, id: text } = await params
  const id = parseId(text)
  if (id === null) notFound()
  return <RecordPage actor={actor} slug={slug} id={id} query={String(await addressParams(searchParams))} />
}
