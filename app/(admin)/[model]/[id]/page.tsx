import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { parseId } from '@/admin/engine/ids'
import { requireActor } from '@/app/session'
import { RecordPage, recordPage } from '../record-page'

type Props = { params: Promise<{ model: string; id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const actor = await requireActor()
  const { model: slug, id } = await params
  const page = await recordPage(actor, slug, parseId(id) ?? 0)
  return page?.record ? { title: page.record.title } : {}
}

export default async function DetailPage({ params }: Props) {
  const actor = await requireActor()
  const { model: slug, id: text } = await params
  const id = parseId(text)
  if (id === null) notFound()
  return <RecordPage actor={actor} slug={slug} id={id} />
}
