import type { Batch, SaveResult } from '../batch'
import type { Model } from '../define'
import type { Form } from '../form'
import { partName } from '../labels'
import { midSentence } from '../mid-sentence'
import { type Actor, pickRights } from '../permissions'
import type { Site } from '../site'

type Refusal = Extract<SaveResult, { ok: false }>

/** Why this person may not save such a record at all, or undefined. The form holds the rights of the person who saves. */
export function recordDenial(form: Form, isNew: boolean): Refusal | undefined {
  const allowed = isNew ? form.can.add : form.can.change
  return allowed ? undefined : denied(`You may not ${isNew ? 'add' : 'change'} ${midSentence(form.plural)}.`)
}

/** Why this person may not do what the batch does to an inline's rows or a pick's links, or undefined. */
export function batchDenial(
  site: Site,
  actor: Actor,
  model: Model,
  form: Form,
  isNew: boolean,
  batch: Batch,
): Refusal | undefined {
  for (const [name, rows] of Object.entries(batch.inlines)) {
    if (rows.create.length + rows.update.length + rows.delete.length === 0) continue
    const inline = form.inlines.find((each) => each.name === name)
    if (!inline) return hidden(model.inlines ?? [], name)
    if (isNew && rows.update.length + rows.delete.length > 0)
      return { ok: false, kind: 'refused', message: 'A new record has no stored rows to change.' }
    const verb =
      (rows.create.length > 0 && !inline.can.add && 'add') ||
      (rows.update.length > 0 && !(inline.can.change && inline.can.view) && 'change') ||
      (rows.delete.length > 0 && !(inline.can.delete && inline.can.view) && 'delete')
    if (verb) return denied(`You may not ${verb} ${midSentence(inline.plural)}.`)
  }
  for (const [name, links] of Object.entries(batch.picks)) {
    if (links.add.length + links.remove.length === 0) continue
    const pick = form.picks.find((each) => each.name === name)
    const declared = model.picks?.find((each) => partName(each) === name)
    if (!pick || !declared) return hidden(model.picks ?? [], name)
    const can = pickRights(site, actor, model, declared, isNew)
    if ((links.add.length > 0 && !can.add) || (links.remove.length > 0 && !can.delete))
      return denied(`You may not change ${midSentence(pick.label)}.`)
  }
  return undefined
}

function hidden(declared: readonly Parameters<typeof partName>[0][], name: string): Refusal {
  return declared.some((part) => partName(part) === name)
    ? denied('You may not change this part of the page.')
    : { ok: false, kind: 'refused', message: 'The request names a part that this page does not have.' }
}

function denied(message: string): Refusal {
  return { ok: false, kind: 'denied', message }
}
