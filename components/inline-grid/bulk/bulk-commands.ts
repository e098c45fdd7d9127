import { type BulkChange, type BulkTarget, maxExcept } from '@/admin/engine/bulk-change'
import type { Field } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { rowCount } from '@/components/inline-grid/session/count-words'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { shownText } from '@/components/inline-grid/values/cell-text'
import { type Content, isUnsettled, storedScalar } from '@/components/inline-grid/values/content'
import { bulkOf } from '@/components/relation/bulk'
import { resolveTexts } from '@/components/relation/search'
import { SearchError } from '@/components/relation/search-error'
import { BulkRun } from './bulk-run'

/** Asks the server to do something to all rows that match, once a person has seen how many they are. */
export function askBulk(session: GridSession, change: BulkChange): void {
  const target = targetOf(session, change)
  if (target.except.length > maxExcept) {
    session.refuse('Too many rows have unsaved changes: save them first')
    return
  }
  if (session.recordId === null) return
  const run = new BulkRun({ id: session.recordId, ask: bulkOf(session.modelSlug) }, target)
  open(session, run)
  void run.look()
}

/** Likewise for a value of a column; a text that names a record is looked up first. */
export async function askToSet(session: GridSession, field: Field, content: Content): Promise<void> {
  const found =
    isUnsettled(content) && field.kind === 'relation' ? await lookedUp(session, field, content.raw) : content
  if (found !== undefined) askBulk(session, { kind: 'set', field: field.name, to: storedScalar(found) })
}

async function lookedUp(
  session: GridSession,
  field: Field & { kind: 'relation' },
  text: string,
): Promise<Content | undefined> {
  try {
    const answers = await resolveTexts(field.model, [text], { for: session.placeOf(field.name) })
    const answer = answers.get(text)
    if (answer?.status === 'ok') return answer.option
    session.refuse(`“${text}” names no ${midSentence(field.label)}, or more than one`)
  } catch (error) {
    if (!(error instanceof SearchError || error instanceof TypeError)) throw error
    session.refuse(`“${text}” could not be looked up: try again`)
  }
  return undefined
}

/** Takes a run back that was carried out. */
export function takeBack(session: GridSession, run: BulkRun): void {
  const back = run.reverse()
  open(session, back)
  void back.go()
}

/** Closes the question or the report. What was done can be undone like any other gesture. */
export function closeBulk(session: GridSession): void {
  const { bulk: run } = session
  session.bulk = null
  if (run) remember(session, run)
  session.requestFocus()
  session.tell()
}

/**
 * Puts a run among the gestures, to be undone or redone from there. After one that came to nothing, what it was to turn
 * round can be tried again.
 */
function remember(session: GridSession, run: BulkRun): void {
  const { log } = session.model
  const came = run.changed > 0 ? run : run.step === 'done' ? null : run.takesBack
  if (!came || !canTakeBack(session, came)) return
  const label = deedOf(session, came)
  const turn = () => takeBack(session, came)
  if (came.undoes) log.put({ label, ops: [], again: turn })
  else if (run.takesBack) log.put({ label, ops: [], takeBack: turn })
  else log.record({ label, ops: [], takeBack: turn })
}

/** What was deleted is added again, and what was added again is deleted, which not everybody may. */
export function canTakeBack({ model: { form } }: GridSession, { change, undoes }: BulkRun): boolean {
  if (change.kind === 'set') return form.can.change
  return undoes ? form.can.delete : form.can.add
}

/** "setting of status of 8,000 enrollments". */
export function deedOf(session: GridSession, { change, changed }: BulkRun): string {
  const rows = rowCount(session, changed)
  if (change.kind === 'delete') return `deletion of ${rows}`
  return `setting of ${midSentence(session.fieldOf(change.field)?.label ?? change.field)} of ${rows}`
}

/** A value in the words of its column. */
export function valueText(session: GridSession, change: BulkChange & { kind: 'set' }): string {
  const field = session.fieldOf(change.field)
  if (field?.kind === 'relation' || !field) return change.to === null ? '' : 'the chosen record'
  return shownText(field, change.to)
}

function open(session: GridSession, run: BulkRun): void {
  session.bulk = run
  const { model } = session
  const isDeletion = run.change.kind === 'delete'
  const sign = isDeletion && !run.undoes ? -1 : 1
  let seen = 0
  run.subscribe(() => {
    if (!run.isOver || run.changed === seen) return
    model.reread(isDeletion ? sign * (run.changed - seen) : 0)
    seen = run.changed
    session.selectRows(false)
    session.announce(`${run.undoes ? 'Undid' : run.takesBack ? 'Redid' : 'Done:'} ${deedOf(session, run)}`)
  })
  session.tell()
}

function targetOf({ model }: GridSession, change: BulkChange): BulkTarget {
  const { words, values } = model.arrangement
  const edited = [...model.judge.touched()].flatMap((key) =>
    model.status(key).change === 'none' ? [] : (model.rows.idOf(key) ?? []),
  )
  return { inline: model.form.name, q: words.trim(), values, except: edited, change }
}
