import type { Problem } from '../batch'
import type { BulkChange, BulkRefusal, BulkTarget } from '../bulk-change'
import type { Model } from '../define'
import { describe } from '../describe'
import type { Form, Scalar } from '../form'
import { isId } from '../ids'
import { midSentence } from '../mid-sentence'
import type { Actor } from '../permissions'
import { isRowValues } from '../row-filter'
import type { Matching } from '../rows-sql'
import { judgeCell } from '../save/judge'
import { type InlinePart, inlineParts, storedValue } from '../save/part'
import { partUniques } from '../save/plan'
import type { Site } from '../site'

/** Ends a transaction with an answer that writes nothing. */
export class Refused extends Error {
  override readonly name = 'Refused'
  constructor(readonly refusal: BulkRefusal) {
    super('Nothing was changed')
  }
}

export function refuse(kind: BulkRefusal['kind'], message: string): never {
  throw new Refused({ ok: false, kind, message })
}

/** Whose rows a bulk change is about, and on whose behalf it is made. */
export type Place = { site: Site; actor: Actor; model: Model; slug: string; id: number; form: Form; part: InlinePart }

/** A bulk change whose rights and values have been judged. */
export type Work = Place & { rows: Matching; except: readonly number[]; change: BulkChange }

/** The rows of an inline on a record's page, for a person who may change that page. Throws `Refused`. */
export function placeOf(site: Site, slug: string, actor: Actor, id: number, inline: string): Place {
  const model = site.modelAt(slug)
  if (!model || !isId(id)) refuse('gone', 'There is no such record.')
  const form = describe(site, slug, actor)
  if (!form.can.change) refuse('denied', `You may not change ${midSentence(form.plural)}.`)
  const part = inlineParts(site, form).find((each) => each.inline === inline)
  if (!part) refuse('refused', 'The request names a part that this page does not have.')
  return { site, actor, model, slug, id, form, part }
}

/** Judges everything that needs no database: rights, the filter, the value. Throws `Refused`. */
export function workOf(place: Place, { q, values, except, change }: BulkTarget): Work {
  const { part } = place
  mustBeAllowed(part, change.kind === 'set' ? 'change' : 'delete')
  if (!isRowValues(part.form, values)) refuse('refused', 'The request names a filter that this table does not have.')
  const rows: Matching = { ...place, inline: part.declared, form: part.form, q, values }
  const to = change.kind === 'set' ? { ...change, to: valueFor(part, change.field, change.to) } : change
  return { ...place, rows, except, change: to }
}

/** Throws `Refused` unless the person may do this to rows that they see. */
export function mustBeAllowed({ form }: InlinePart, verb: 'add' | 'change' | 'delete'): void {
  if (!form.can.view || !form.can[verb]) refuse('denied', `You may not ${verb} ${midSentence(form.plural)}.`)
}

/** The value to store, or why no number of rows may hold it. */
function valueFor(part: InlinePart, name: string, sent: Scalar): Scalar {
  const problems: Problem[] = []
  const judged = judgeCell(part, undefined, name, sent, problems)
  const field = part.fields.get(name)
  if (!judged || !field)
    refuse('refused', `${field ? `${field.label}: ` : ''}${problems[0]?.message ?? 'There is no such field'}.`)
  if (partUniques(part).some(({ own }) => own.columns.length === 1 && own.columns[0] === name))
    refuse('refused', `${field.label} differs from row to row, so it cannot be set in many rows at once.`)
  return storedValue(part, name, judged.value)
}
