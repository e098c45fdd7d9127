import { pluralOf } from '@/admin/engine/labels'
import type { Actor } from '@/admin/engine/permissions'
import { rightsOf } from '@/admin/engine/permissions'
import site from '@/admin/site'

type Group = { label: string; models: { slug: string; label: string; count?: number }[] }

/** The models that the actor may view, in the order of the site under the headings they declare. */
export function navigationOf(actor: Actor, counts: Record<string, number> = {}): Group[] {
  const groups = new Map<string, Group>()
  for (const [slug, model] of Object.entries(site.models)) {
    if (model.hidden || !rightsOf(site, actor, slug).view) continue
    const label = model.group ?? 'Records'
    const group = groups.get(label) ?? { label, models: [] }
    const count = counts[slug]
    group.models.push({ slug, label: pluralOf(model), ...(count === undefined ? {} : { count }) })
    groups.set(label, group)
  }
  return [...groups.values()]
}
