'use client'

import type { InlineForm } from '@/admin/engine/form'
import type { GridStore } from './store'

/** The grid of one inline on its record's page. */
export function InlineGrid(props: { form: InlineForm; store: GridStore; modelSlug: string; recordId: number | null }) {
  return <section aria-label={props.form.plural} />
}
