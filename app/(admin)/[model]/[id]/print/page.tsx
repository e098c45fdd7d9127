import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { parseId } from '@/admin/engine/ids'
import { loadPrint } from '@/admin/engine/load-print'
import type { Actor } from '@/admin/engine/permissions'
import site from '@/admin/site'
import { requireActor } from '@/app/session'
import { RecordPrint } from '@/components/record-print/record-print'
import { database } from '@/db/client'

type Props = {
  params: Promise<{ model: string; id: string }>
  searchParams: Promise<{ part?: string | string[] }>
}

const printOf = cache((actor: Actor, slug: string, id: number, part: number) =>
  loadPrint(database(), site, slug, actor, id, part),
)

async function printFor({ params, searchParams }: Props) {
  const actor = await requireActor()
  const { model: slug, id: text } = await params
  const { part = '1' } = await searchParams
  const id = parseId(text)
  return printOf(actor, slug, id ?? 0, (typeof part === 'string' ? parseId(part) : null) ?? 0)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const print = await printFor(props)
  return print?.page.record ? { title: print.page.record.title } : {}
}

export default async function PrintPage(props: Props) {
  await requireActor()
  const print = await printFor(props)
  if (!print) notFound()
  return <RecordPrint {...print} at={new Date().toISOString()} />
}
