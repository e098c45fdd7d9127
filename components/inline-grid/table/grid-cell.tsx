import { ArrowLeftRight, LoaderCircle, TriangleAlert } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { Field } from '@/admin/engine/form'
import { classNames } from '@/components/ui/class-names'
import { StatusDot } from '@/components/ui/status-pill'
import { directionOf } from '@/components/ui/text-direction'

export type GridCellProps = {
  field: Field
  isHeading: boolean
  text: string
  /** What a screen reader says after the text. It stands there before the focus comes, or it would be said twice. */
  note?: string
  /** The whole of a text on hover, where it is longer or more exact than what is shown. */
  hint?: string
  /** The place of a choice among its choices, for its dot; -1: no dot. */
  tone: number
  placeholder?: string
  /** A default that nobody chose yet. */
  isMuted: boolean
  isChecked: boolean
  /** A text that is no value stands in the cell: it is shown as such, in a column of check boxes too. */
  isText: boolean
  /** What is wrong with the focused cell, shown below it. */
  problem?: string
  /** How the row is named, for a check box's own name. */
  rowTitle: string
  isFocused: boolean
  /** Tab reached it when the row was first drawn. */
  isFirstStop: boolean
  isEditable: boolean
  isChanged: boolean
  isRemoved: boolean
  isSelected: boolean
  isResolving: boolean
  isInvalid: boolean
  hasConflict: boolean
  editor: ReactNode
}

const cornerMark =
  'relative after:absolute after:top-0 after:right-0 after:border-4 after:border-transparent after:border-t-changed after:border-r-changed'

/** One cell: text, or a check box, or the one editor of the grid. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { field, isHeading, isEditable, isInvalid, isSelected, problem, editor } = props
  const isBox = field.kind === 'boolean' && !props.isText
  const Tag = isHeading ? 'th' : 'td'
  return (
    <Tag
      role={isHeading ? 'rowheader' : 'gridcell'}
      scope={isHeading ? 'row' : undefined}
      data-column={field.name}
      data-label={field.label}
      // Its row makes it a stop of Tab and takes that back. Behind its editor it can still be given the focus.
      tabIndex={isBox ? undefined : props.isFirstStop ? 0 : -1}
      aria-readonly={isEditable ? undefined : true}
      aria-invalid={isInvalid || undefined}
      aria-selected={isSelected || undefined}
      aria-description={props.note}
      data-hint={props.hint}
      data-problem={problem}
      className={classNames(
        isHeading ? 'grid-cell-heading' : 'grid-cell-line',
        ground(props),
        isEditable ? 'cursor-cell' : 'cursor-default',
        isHeading && !props.isRemoved && !props.isMuted ? 'font-medium' : 'font-normal',
        ink(props),
        props.isChanged && cornerMark,
        problem && !editor && 'grid-cell-problem',
        editor ? 'relative overflow-visible!' : undefined,
      )}
    >
      {editor ?? (isBox ? <CellBox {...props} /> : <CellText {...props} />)}
    </Tag>
  )
})

function ground({ isSelected, isInvalid, hasConflict }: GridCellProps): string | undefined {
  if (isSelected) return 'bg-accent-soft'
  if (isInvalid) return 'bg-problem-soft'
  return hasConflict ? 'bg-changed-soft' : undefined
}

function ink({ isHeading, isEditable, isMuted, isRemoved, isInvalid }: GridCellProps): string | undefined {
  if (isRemoved) return 'text-removed line-through'
  if (isInvalid) return 'text-problem'
  if (isMuted) return 'text-faint'
  return isHeading || isEditable ? undefined : 'text-muted'
}

function CellText(props: GridCellProps) {
  const { text, placeholder } = props
  const shown = text || (placeholder ? <span className="text-faint">{placeholder}</span> : null)
  const isPlain = !props.isInvalid && !props.isResolving && !props.hasConflict && (props.tone < 0 || !text)
  const direction = directionOf(text)
  if (isPlain && !direction) return shown
  if (isPlain)
    return (
      <span
        dir={direction}
        className="block truncate text-left max-sm:inline-block max-sm:max-w-[calc(100%-7rem)] max-sm:align-top"
      >
        {shown}
      </span>
    )
  return (
    <span className="flex h-full items-center gap-1.5 max-sm:inline-flex max-sm:max-w-[calc(100%-7rem)] max-sm:align-top [&_svg]:size-3.5 [&_svg]:shrink-0">
      {props.isInvalid ? <TriangleAlert aria-hidden /> : null}
      {props.isResolving ? <LoaderCircle aria-hidden className="animate-turn text-muted" /> : null}
      {props.hasConflict ? <ArrowLeftRight aria-hidden className="text-changed" /> : null}
      {props.tone >= 0 && text ? <StatusDot tone={props.tone} /> : null}
      {/* Beside a sign alone the browser finds no place for a caret, and would drop what is typed. */}
      <span dir={direction} className="truncate text-left">
        {shown ?? <br />}
      </span>
    </span>
  )
}

function CellBox({ field, rowTitle, isChecked, isFocused, isEditable }: GridCellProps) {
  return (
    <input
      type="checkbox"
      aria-label={`${field.label}, ${rowTitle}`}
      checked={isChecked}
      disabled={!isEditable && !isFocused}
      tabIndex={isFocused ? 0 : -1}
      onChange={() => {}}
      className="-mt-0.5 size-4 align-middle accent-accent coarse:size-5"
    />
  )
}
