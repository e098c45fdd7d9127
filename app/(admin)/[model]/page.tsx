import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pluralOf, singularOf } from '@/admin/engine/labels'
import { listRecords } from '@/admin/engine/list'
import { defaultSort, parseListQuery } from '@/admin/engine/list-query'
import { rightsOf } from '@/admin/engine/permissions'
import site from '@/admin/site'
import { addressParams, type SearchParams } from '@/app/request/address-params'
import { requireActor } from '@/app/session'
import { RecordList } from '@/components/record-list/record-list'
import { database } from '@/db/client'

type Props = {
  params: Promise<{ model: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const model = site.modelAt((await params).model)
  return model ? { title: pluralOf(model) } : {}
}

export default async function ListPage({ params, searchParams }: Props) {
  const actor = await requireActor()
  const { model: slug } = await params
  const model = site.modelAt(slug)
  const can = rightsOf(site, actor, slug)
  if (!model || !can.view) notFound()
  const query = parseListQuery(site, slug, await addressParams(searchParams))
  const page = await listRecords(database(), site, slug, actor, query)
  const filters = page.filters.filter(({ chosen }) => chosen.length > 0).map(({ name, chosen }) => [name, chosen])
  return (
    <RecordList
      slug={slug}
      singular={singularOf(model)}
      plural={pluralOf(model)}
      canAdd={can.add}
      page={page}
      query={{ ...query, filters: Object.fromEntries(filters) }}
      defaultSort={defaultSort(model)}
    />
  )
}
