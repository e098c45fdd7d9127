import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { parseId } from '@/admin/engine/ids'
import { pluralOf, singularOf } from '@/admin/engine/labels'
import { previewRemoval } from '@/admin/engine/remove'
import site from '@/admin/site'
import { requireActor } from '@/app/session'
import { RecordRemoval } from '@/components/record-removal/record-removal'
import { database } from '@/db/client'
import { removeRecord } from '../../actions'

type Props = { params: Promise<{ model: string; id: string }> }

export const metadata: Metadata = { title: 'Delete' }

export default async function DeletePage({ params }: Props) {
  const actor = await requireActor()
  const { model: slug, id: text } = await params
  const model = site.modelAt(slug)
  const id = parseId(text)
  if (!model || id === null) notFound()
  const preview = await previewRemoval(database(), site, slug, actor, [id])
  if (!preview) notFound()
  return (
    <RecordRemoval
      slug={slug}
      singular={singularOf(model)}
      plural={pluralOf(model)}
      preview={preview}
      id={id}
      remove={removeRecord.bind(null, slug, id)}
    />
  )
}
