import type { Reader } from '@/db/client'
import { columnOf, splitName } from './columns'
import { computedOf } from './computed'
import type { Model } from './define'
import { farModel } from './far'
import { choicesOf } from './fields'
import type { Choice, Field } from './form'
import { kindOf } from './kinds'
import { labelOf, optionsOf } from './labels'
import { type Actor, rightsOf } from './permissions'
import { relatedByIds } from './related'
import type { Site } from './site'

export type ListColumn = {
  name: string
  label: string
  kind: Field['kind']
  sortable: boolean
  choices?: Choice[]
  /** The far model of a relation, where the reader may view it. */
  model?: string
}

/**
 * A filter that the list offers. The values of a relation are ids of the model of that slug; its choices are those that
 * are chosen, by their titles.
 */
export type ListFilter = {
  name: string
  label: string
  choices: Choice[]
  chosen: string[]
} & ({ kind: 'choice' | 'boolean' } | { kind: 'relation'; model: string })

/** A column of a list as this person sees it. */
export function describeColumn(site: Site, actor: Actor, model: Model, name: string): ListColumn {
  const made = computedOf(site, model.table, name)
  if (made) return { name, label: made.label, kind: made.kind, sortable: false }
  const { name: own, far } = splitName(name)
  const at = far === undefined ? { slug: '', model } : farModel(site, model.table, own)
  if (!at) throw new Error(`${name} does not refer to a model`)
  const column = columnOf(at.model.table, far ?? own)
  const options = optionsOf(site, at.model, far ?? own)
  const to = farModel(site, at.model.table, far ?? own)
  const kind = to ? 'relation' : (kindOf(column) ?? 'text')
  return {
    name,
    label: labelOf(at.model.table, far ?? own, options),
    kind,
    sortable: true,
    ...(kind === 'choice' && { choices: choicesOf(column, options) }),
    ...(to && rightsOf(site, actor, to.slug).view && { model: to.slug }),
  }
}

/** A filter of a list, with what is chosen of it. Reads the titles of chosen records; an id that none has stays a number. */
export async function describeFilter(
  db: Reader,
  site: Site,
  actor: Actor,
  model: Model,
  name: string,
  chosen: string[],
): Promise<ListFilter> {
  const column = columnOf(model.table, name)
  const options = optionsOf(site, model, name)
  const label = labelOf(model.table, name, options)
  const far = farModel(site, model.table, name)
  if (far) {
    const found = chosen.length === 0 ? [] : await relatedByIds(db, site, far.slug, actor, chosen.map(Number))
    const titles = new Map(found.map(([id, title]) => [String(id), title]))
    const choices = chosen.map((value) => ({ value, label: titles.get(value) ?? value }))
    return { name, label, kind: 'relation', choices, model: far.slug, chosen }
  }
  if (kindOf(column) === 'choice') return { name, label, kind: 'choice', choices: choicesOf(column, options), chosen }
  const choices = [
    { value: 'true', label: 'Yes' },
    { value: 'false', label: 'No' },
  ]
  return { name, label, kind: 'boolean', choices, chosen }
}
