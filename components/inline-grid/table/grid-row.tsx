import { memo, use, useRef } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { CellEditor } from '@/components/inline-grid/editors/cell-editor'
import type { CellEditorProps } from '@/components/inline-grid/editors/editor-props'
import { problemAt, type RowStatus } from '@/components/inline-grid/rows/row-status'
import { selectColumn } from '@/components/inline-grid/selection/side-columns'
import { headRows, useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession, RowView } from '@/components/inline-grid/session/grid-session'
import { useRowVersion, useRowView } from '@/components/inline-grid/session/use-grid'
import { shownText } from '@/components/inline-grid/values/cell-text'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { Checkbox } from '@/components/ui/checkbox'
import { classNames } from '@/components/ui/class-names'
import { cellNote, wasText } from './cell-note'
import { GridCell } from './grid-cell'
import { IsDrawn } from './is-drawn'
import { RowActions } from './row-actions'
import { useTabStop } from './use-tab-stop'

export type GridRowProps = { session: GridSession; rowKey: RowKey; index: number }

const edges: Record<RowStatus['change'], string> = {
  none: '',
  blank: '',
  changed: 'before:bg-changed',
  new: 'before:bg-new',
  deleted: 'before:bg-removed',
}

/** One row. It draws itself again when its own contents, state, focus or selection change. */
export const GridRow = memo(function GridRow({ session, rowKey, index }: GridRowProps) {
  const { model } = session
  useRowVersion(model, rowKey)
  const view = useRowView(session, rowKey)
  const ids = useGridIds()
  const status = model.status(rowKey)
  const title = session.titleOf(rowKey)
  const row = useRef<HTMLTableRowElement>(null)
  const firstStop = useTabStop(
    row,
    view.editing === null && view.focus !== null && model.rows.fields.has(view.focus) ? view.focus : null,
  )
  const isBlank = status.change === 'blank'
  const hasProblem = status.problems.size > 0
  const problem = view.focus === null ? undefined : problemAt(status, view.focus, model.form.heading)
  const isKept = model.kept.has(rowKey) && (status.change !== 'none' || hasProblem)
  return (
    <tr
      ref={row}
      // biome-ignore lint/a11y/noRedundantRoles: laid out as blocks, a table loses its own roles.
      role="row"
      aria-rowindex={index + headRows}
      aria-label={isBlank ? title : undefined}
      aria-selected={session.hasRowSelection && !isBlank ? view.isSelected : undefined}
      aria-describedby={describedBy(status, isKept, ids.state)}
      className={classNames(
        'group/row grid-row',
        (view.editing || problem) && 'relative z-10',
        view.isSelected && 'bg-accent-soft',
      )}
    >
      {session.hasRowSelection ? (
        <td
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: laid out as blocks, a table loses its own roles.
          role="gridcell"
          tabIndex={isBlank && view.focus === selectColumn ? 0 : -1}
          data-column={selectColumn}
          className={classNames('grid-cell-select', hasProblem ? 'before:bg-problem' : edges[status.change])}
        >
          {isBlank ? null : (
            <RowCheckbox title={title} isSelected={view.isSelected} isFocused={view.focus === selectColumn} />
          )}
        </td>
      ) : null}
      {model.fields.map((field, column) => (
        <RowCell
          key={field.name}
          session={session}
          rowKey={rowKey}
          field={field}
          column={column}
          status={status}
          view={view}
          isFirstStop={firstStop === field.name}
          title={title}
          problem={view.focus === field.name ? problem : undefined}
        />
      ))}
      <RowActions session={session} rowKey={rowKey} status={status} title={title} focus={view.focus} isKept={isKept} />
    </tr>
  )
})

type RowCheckboxProps = { title: string; isSelected: boolean; isFocused: boolean }

/** By itself: a browser is told all about a check box whenever it is drawn anew. What it does is done by the grid. */
const RowCheckbox = memo(function RowCheckbox({ title, isSelected, isFocused }: RowCheckboxProps) {
  return (
    <Checkbox aria-label={`Select ${title}`} checked={isSelected} tabIndex={isFocused ? 0 : -1} onChange={() => {}} />
  )
})

type RowCellProps = {
  session: GridSession
  rowKey: RowKey
  field: Field
  column: number
  status: RowStatus
  view: RowView
  isFirstStop: boolean
  title: string
  problem: string | undefined
}

/** Reads one cell from the store into plain properties, so that an unchanged cell is not drawn again. */
function RowCell({ session, rowKey, field, column, status, view, isFirstStop, title, problem }: RowCellProps) {
  const { model } = session
  const { heading, singular } = model.form
  const content = model.get(rowKey, field.name)
  const text = shownText(field, content)
  const isBlank = status.change === 'blank'
  const isEditing = view.editing?.field === field.name
  return (
    <GridCell
      field={field}
      isHeading={field.name === heading}
      text={text}
      note={cellNote(model, rowKey, field, status, title)}
      hint={hintOf(session, rowKey, field, status)}
      tone={field.kind === 'choice' ? field.choices.findIndex((choice) => choice.value === content) : -1}
      placeholder={field.name === heading ? placeholderOf(field, singular, isBlank) : undefined}
      isMuted={isBlank}
      isChecked={content === true}
      isText={isUnsettled(content)}
      problem={problem}
      rowTitle={title}
      isFocused={view.focus === field.name}
      isFirstStop={isFirstStop}
      isEditable={model.canEdit(rowKey, field.name)}
      isChanged={status.change === 'changed' && model.rows.isEdited(rowKey, field.name)}
      isRemoved={status.change === 'deleted'}
      isSelected={isInSpans(view.spans, column)}
      isResolving={isUnsettled(content) && content.state === 'resolving'}
      isInvalid={status.problems.has(field.name) && !(isUnsettled(content) && content.state === 'resolving')}
      hasConflict={status.conflicts.has(field.name)}
      editor={
        isEditing && view.editing ? (
          <RowEditor key={rowKey} session={session} field={field} editing={view.editing} rowTitle={title} />
        ) : undefined
      }
    />
  )
}

/** A row that has left its place still stands in it for a while: two editors of one cell would take each other's focus. */
function RowEditor(props: CellEditorProps) {
  return use(IsDrawn) ? <CellEditor {...props} /> : null
}

function placeholderOf(field: Field, singular: string, isBlank: boolean): string {
  const what = midSentence(field.kind === 'relation' ? field.label : singular)
  if (!isBlank) return `No ${what}`
  return `Add ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}…`
}

/** What a pointer is told of a cell: what is wrong with it, what it was before, all of what it holds. */
function hintOf({ model }: GridSession, key: RowKey, field: Field, status: RowStatus): string | undefined {
  const parts: string[] = []
  const problem = status.problems.get(field.name)
  const content = model.get(key, field.name)
  const text = field.kind === 'moment' && typeof content === 'string' ? content : shownText(field, content)
  if (problem) parts.push(problem)
  else if (text.length > 18 || field.kind === 'moment') parts.push(text)
  if (status.change === 'changed' && model.rows.isEdited(key, field.name)) parts.push(wasText(model, key, field))
  return parts.join('\n') || undefined
}

function isInSpans(spans: string, column: number): boolean {
  if (spans === '') return false
  return spans.split(' ').some((span) => {
    const [from, to] = span.split('-').map(Number)
    return from !== undefined && to !== undefined && column >= from && column <= to
  })
}

function describedBy(status: RowStatus, isKept: boolean, idOf: (state: string) => string): string | undefined {
  const states: string[] = []
  if (status.change !== 'none' && status.change !== 'blank') states.push(status.change)
  if (status.problems.size > 0) states.push('problem')
  if (status.conflicts.size > 0) states.push('conflict')
  if (isKept) states.push('kept')
  return states.length > 0 ? states.map(idOf).join(' ') : undefined
}
