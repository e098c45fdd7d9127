import type { Inline, Model, Pick } from './define'
import { farModel } from './far'
import { fieldsOf } from './fields'
import type { Field, Form, InlineForm, PickForm, Scalar } from './form'
import { uniqueRules } from './inline-unique'
import { inlineNames, labelOf, optionsOf, partName, pluralOf, singularOf } from './labels'
import { type Actor, inlineRights, pickRights, rightsOf } from './permissions'
import type { Site } from './site'

/**
 * The form of a model's page for one person: what the browser may know, named property by property. `isNew` asks for the
 * page of a record that does not exist yet, whose fields follow the right to add instead of the right to change.
 * Throws for an unknown slug.
 */
export function describe(site: Site, slug: string, actor: Actor, { isNew = false } = {}): Form {
  const model = site.modelAt(slug)
  if (!model) throw new Error(`There is no model ${slug}`)
  const can = rightsOf(site, actor, slug)
  const editable = isNew ? can.add : can.change
  return {
    model: slug,
    singular: singularOf(model),
    plural: pluralOf(model),
    fields: fieldsOf(site, actor, model).map((field) => (editable ? field : asReadOnly(field))),
    inlines: (model.inlines ?? []).flatMap((inline) => describeInline(site, actor, model, inline, isNew) ?? []),
    picks: (model.picks ?? []).flatMap((pick) => describePick(site, actor, model, pick, isNew) ?? []),
    can,
  }
}

/** The form of one inline, or undefined for a person who has no business there. */
function describeInline(
  site: Site,
  actor: Actor,
  model: Model,
  inline: Inline,
  isNew: boolean,
): InlineForm | undefined {
  const can = inlineRights(site, actor, model, inline, isNew)
  if (!can.view && !can.add && !can.change && !can.delete) return undefined
  const fields = fieldsOf(site, actor, inline)
  const slug = site.slugOf(inline.table)
  return {
    name: partName(inline),
    ...inlineNames(site, inline),
    ...(slug !== undefined && { model: slug }),
    fields,
    heading: headingOf(fields),
    extra: inline.extra ?? 1,
    minRows: inline.minRows ?? 0,
    maxRows: inline.maxRows ?? null,
    can,
    ...(inline.collapsed && { collapsed: true as const }),
    unique: uniqueRules(inline, fields),
    ...(inline.rules && {
      rules: inline.rules.map(({ where, max, message }) => ({ where: plainWhere(where), max, message })),
    }),
    ...(inline.via !== undefined && {
      via: { field: inline.via, label: labelOf(model.table, inline.via, optionsOf(site, model, inline.via)) },
    }),
  }
}

function plainWhere(where: { readonly [name: string]: string | number | boolean | undefined }): Record<string, Scalar> {
  return Object.fromEntries(Object.entries(where).map(([name, value]) => [name, value ?? null]))
}

function describePick(site: Site, actor: Actor, model: Model, pick: Pick, isNew: boolean): PickForm | undefined {
  const can = pickRights(site, actor, model, pick, isNew)
  const far = farModel(site, pick.table, pick.far)
  if (!far || (!can.view && !can.add)) return undefined
  return {
    name: partName(pick),
    label: pick.label ?? pluralOf(far.model),
    ...(pick.help !== undefined && { help: pick.help }),
    model: far.slug,
    readOnly: !can.add && !can.delete,
    searchable: rightsOf(site, actor, far.slug).view,
  }
}

/** The row is named by the first relation or text that it shows. */
function headingOf(fields: readonly Field[]): string {
  const first =
    fields.find(({ kind }) => kind === 'relation') ??
    fields.find(({ kind, computed }) => kind === 'text' && !computed) ??
    fields[0]
  return first?.name ?? 'id'
}

function asReadOnly(field: Field): Field {
  return { ...field, readOnly: true, required: false }
}
