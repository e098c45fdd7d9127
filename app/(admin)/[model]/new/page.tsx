import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { singularOf } from '@/admin/engine/labels'
import { midSentence } from '@/admin/engine/mid-sentence'
import site from '@/admin/site'
import { requireActor } from '@/app/session'
import { RecordPage } from '../record-page'

type Props = { params: Promise<{ model: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const model = site.modelAt((await params).model)
  return model ? { title: `Add ${midSentence(singularOf(model))}` } : {}
}

export default async function NewPage({ params }: Props) {
  const actor = await requireActor()
  const { model: slug } = await params
  if (!site.modelAt(slug)) notFound()
  return <RecordPage actor={actor} slug={slug} id={null} />
}
