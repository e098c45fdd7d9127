import type { Conflict, Place, Problem, RowChanges, RowKey, Saved } from '@/admin/engine/batch'
import type { InlineForm, InlineRows, RowsAsked } from '@/admin/engine/form'
import { type Arrangement, isAsStored, sortText } from '@/components/inline-grid/order/arrange'
import { rowsAsked } from '@/components/inline-grid/order/arrangement-address'
import type { LoadRows } from '@/components/inline-grid/order/row-windows'
import { copyDraft } from '@/components/inline-grid/rows/copy-draft'
import { type DraftPart, DraftParts } from '@/components/inline-grid/rows/draft-parts'
import type { StoredRow } from '@/components/inline-grid/rows/edit-rows'
import { draftOf, isGridDraft, restoreDraft } from '@/components/inline-grid/rows/grid-draft'
import { rebaseOn } from '@/components/inline-grid/rows/rebase'
import { changesOf, type Sent } from '@/components/inline-grid/rows/row-changes'
import type { GridCounts } from '@/components/inline-grid/rows/row-judge'
import { rowOfConflict, settleConflict } from '@/components/inline-grid/rows/settle-conflict'
import type { Resolve } from '@/components/inline-grid/rows/text-resolver'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { loadRows } from '@/components/relation/rows'
import { resolveTexts } from '@/components/relation/search'
import { GridModel } from './grid-model'
import { allProblems, placeProblems, problemNow } from './grid-problems'
import { GridSession } from './grid-session'

/** The rows of one inline with everything that was done to them and is not saved yet. */
export type GridStore = {
  readonly form: InlineForm
  /** The rows themselves, for the grid that shows them. */
  readonly model: GridModel
  /** Focus, selection and the open editor, for the grid that shows them. */
  readonly session: GridSession
  /** The page can ask the server from now on: a long list takes the order that it was opened with. */
  begin(): void
  /** What a save has to send (call `check` first: it closes the open editor), with the sequence number of the last edit in it; null when nothing changed. */
  toChanges(): { changes: RowChanges; token: number } | null
  /** Every reason why a save would be refused: invalid and required cells, duplicates, unresolved texts, row counts. */
  check(): Problem[]
  /** Resolves when no text is being looked up any more, after 10 seconds at the latest. */
  settled(): Promise<void>
  /** Takes over what a save stored; edits made after its `token` stay unsaved. */
  rebase(saved: Saved['inlines'][string] | undefined, token: number): void
  showProblems(problems: Problem[]): void
  /** What is wrong by now where a problem was; undefined when it is mended, or not for the grid to know. */
  problemNow(problem: Problem): string | undefined
  showConflicts(conflicts: Conflict[]): void
  settle(conflict: Conflict, choice: 'mine' | 'theirs'): void
  counts(): GridCounts
  /** Whether an open editor holds what its cell does not hold yet. */
  isTyping(): boolean
  /** Calls back after anything that `counts`, `toChanges` or `check` may answer differently. */
  subscribe(listener: () => void): () => void
  /** The unsaved edits with the values they were made from, as plain data; null when there are none. */
  draft(): unknown
  /** The same in parts, of which only those of edited rows change; undefined while long work is half done. */
  draftParts(): Iterable<DraftPart> | undefined
  /** Applies a draft again and answers how many edits came back. */
  restore(draft: unknown): number
  /** Whether all rows are here that a copy of the record would have. */
  isWhole: boolean
  /** The rows as a draft for a copy of the record; null when it gets none. */
  copy(): unknown
  /** Gives up every unsaved edit. */
  discard(): void
  /** Scrolls to the cell (or row) of a problem and focuses it. */
  focus(place: Place): void
  /** How a person names a place in the grid: "Ana Lee, Status". */
  nameOf(place: Place): string
  /** Says which page the grid stands on: searches name the cell they are made for. */
  attach(modelSlug: string, recordId: number | null): void
  /** Whether the record that the rows belong to is chosen (`form.via`). */
  setParent(hasParent: boolean): void
}

/** How long a save waits for texts that are being looked up. */
const lookupLimit = 10_000

/**
 * Makes the store of one inline from its description and the rows the page was loaded with; they stand as `arrangement`
 * says from the first, or where only some of them are here, as soon as the server can be asked.
 */
export function createGridStore(
  form: InlineForm,
  rows: InlineRows,
  options: { resolve?: Resolve; load?: LoadRows; arrangement?: Arrangement } = {},
): GridStore {
  const lookUp: Resolve = (name, texts, signal) => {
    const field = form.fields.find((each) => each.name === name)
    if (field?.kind !== 'relation') throw new TypeError(`${name} is no relation`)
    return resolveTexts(field.model, texts, { for: session.placeOf(name), signal })
  }
  const load: LoadRows = async ({ offset, limit, arrangement: { sort, words, values }, signal }) => {
    const order = sortText(sort) || undefined
    const request = { model: session.modelSlug, id: session.recordId ?? 0, inline: form.name, offset, limit, signal }
    const window = await loadRows({ ...request, sort: order, q: words.trim(), values })
    return { rows: JSON.parse(window.rows) as StoredRow[], total: window.total }
  }
  let asked = options.arrangement && isAsStored(options.arrangement) ? undefined : options.arrangement
  const here = JSON.parse(rows.rows) as StoredRow[]
  // Rows that were read for another address stand at places that are not those of this one.
  const isForOther = rows.asked !== undefined && !isSameAsked(rows.asked, asked && rowsAsked(asked))
  const arranged = rows.asked && asked && !isForOther ? { arrangement: asked, found: rows.asked.found } : undefined
  const { total, counting } = rows
  const long = total > here.length ? { total, counting, load: options.load ?? load, arranged } : undefined
  if (arranged) asked = undefined
  const model = new GridModel(form, isForOther ? [] : here, options.resolve ?? lookUp, long)
  const begin = async () => {
    if (model.counting && !model.isCounted) model.takeCount(await model.counting)
    if (asked) model.apply(asked)
    asked = undefined
  }
  if (!long) begin()
  const session = new GridSession(model)
  if (asked || !isAsStored(model.arrangement)) session.setOpen(true)
  const sent = new Map<number, Sent>()
  let draft: ReturnType<typeof draftOf> = null
  const parts = new DraftParts(model.rows, (key) => model.version(key))

  const commitOpen = () => {
    if (session.editing) session.commit({ request: session.isActive })
  }

  return {
    form,
    model,
    session,
    begin,
    toChanges() {
      const token = model.sequence
      const changes = sent.get(token) ?? changesOf(model.rows)
      if (!changes) return null
      sent.set(token, changes)
      // A page keeps what it sent until the answer is there; older ones were given up.
      for (const old of sent.keys()) if (sent.size > 8) sent.delete(old)
      return { changes: changes.changes, token }
    },
    check() {
      commitOpen()
      return allProblems(model, session)
    },
    async settled() {
      // What was pasted is read first, and then begins to be set.
      while (session.work) await session.work.finished
      commitOpen()
      retryFailed(model)
      await model.resolver.idle(lookupLimit)
    },
    rebase(saved, token) {
      const { touched, ...turnover } = saved ? rebaseOn(model.rows, saved, sent.get(token)) : nothingStored()
      sent.delete(token)
      for (const key of model.judge.forgetServerProblems()) touched.push(key)
      for (const key of touched) model.judge.forget(key)
      model.windows?.renew()
      model.refresh(touched, turnover)
    },
    showProblems(problems) {
      if (problems.length > 0) session.setOpen(true)
      const touched = model.judge.forgetServerProblems()
      for (const key of placeProblems(model, problems)) touched.push(key)
      session.tableProblems = problems.flatMap(({ inline, row, message }) =>
        inline === form.name && row === undefined ? [message] : [],
      )
      session.tell([])
      model.refresh(touched)
    },
    problemNow: (problem) => problemNow(model, problem),
    showConflicts(conflicts) {
      if (conflicts.length > 0) session.setOpen(true)
      const touched = conflicts.flatMap((conflict) => {
        if (conflict.inline !== form.name || conflict.row === undefined) return []
        const key = rowOfConflict(model.rows, conflict.row)
        model.judge.addConflict(key, conflict.kind === 'cell' ? conflict.field : '', conflict)
        return [key]
      })
      model.refresh(touched)
    },
    settle(conflict, choice) {
      const before = conflict.row === undefined ? '' : rowOfConflict(model.rows, conflict.row)
      const wasSaved = model.rows.isSaved(before)
      const key = settleConflict(model.rows, conflict, choice)
      if (key === undefined) return
      model.judge.forget(key, conflict.kind === 'cell' ? conflict.field : undefined)
      model.refresh([key], { come: [], gone: wasSaved && !model.rows.isSaved(key) ? [key] : [] })
    },
    counts: () => ({ ...model.judge.counts }),
    isTyping: () => session.isTyping,
    subscribe: (listener) => model.subscribe(listener),
    draft() {
      // Half of a paste is nothing that anybody wants back.
      if (!model.isHeld) draft = draftOf(model.rows)
      return draft
    },
    draftParts() {
      if (model.isHeld) return undefined
      const { changed, created, deleted } = model.judge.counts
      if (changed + created + deleted === 0) parts.clear()
      return parts.all()
    },
    restore(draft) {
      if (!isGridDraft(draft)) return 0
      const ops = restoreDraft(model.rows, draft)
      model.do({ label: 'restored draft', ops })
      model.refresh(new Set(ops.map((op) => op.key)))
      if (ops.length > 0) session.setOpen(true)
      return ops.filter((op) => op.kind === 'cell' || !op.here).length
    },
    // Rows that hang on another record are those of the copy too.
    isWhole: model.windows === undefined || form.via !== undefined,
    copy: () => (form.via === undefined && form.can.add ? copyDraft(model.rows) : null),
    discard() {
      session.work?.giveUp()
      session.editing = null
      const { label, ops } = discardOps(model)
      model.do({ label, ops })
      model.endLookUps()
      session.tell()
    },
    focus(place) {
      const key = place.row === undefined ? undefined : rowOfConflict(model.rows, place.row)
      if (key !== undefined) model.reveal([key])
      const shown = key !== undefined && session.indexOf(key) >= 0 ? key : session.focus.key
      const field = place.field !== undefined && model.rows.fields.has(place.field) ? place.field : form.heading
      session.moveTo({ key: shown, field })
    },
    nameOf(place) {
      const row = place.row === undefined ? form.plural : session.nameOf(rowOfConflict(model.rows, place.row))
      const label = place.field === undefined ? undefined : model.rows.fields.get(place.field)?.label
      return label ? `${row}, ${label}` : row
    },
    attach(modelSlug, id) {
      session.modelSlug = modelSlug
      session.recordId = id
    },
    setParent: (hasParent) => model.setParent(hasParent),
  }
}

const nothingStored = () => ({ touched: [] as RowKey[], come: [], gone: [] })

function isSameAsked(one: RowsAsked, other: RowsAsked | undefined): boolean {
  return one.sort === other?.sort && one.q === other.q && JSON.stringify(one.values) === JSON.stringify(other.values)
}

/** Texts whose look-up failed are asked for again: the connection may be back. */
function retryFailed(model: GridModel): void {
  const edits = [...model.rows.patches].flatMap(([key, patch]) =>
    [...patch].flatMap(([field, content]) =>
      isUnsettled(content) && content.state === 'failed'
        ? [{ key, field, content: { raw: content.raw, state: 'resolving', message: 'Being looked up' } as const }]
        : [],
    ),
  )
  if (edits.length > 0) model.edit('look-up', edits)
}

function discardOps(model: GridModel) {
  const ops = []
  for (const [key, patch] of model.rows.patches) {
    if (!model.rows.isSaved(key)) continue
    for (const [field, before] of patch)
      ops.push({ kind: 'cell' as const, key, field, before, after: model.rows.base(key, field) })
  }
  for (const key of model.rows.deleted) ops.push({ kind: 'row' as const, key, here: true, at: 0 })
  model.rows.created.forEach((key, at) => {
    ops.push({ kind: 'row' as const, key, here: false, at })
  })
  return { label: 'discarding of all changes', ops: ops.reverse() }
}
