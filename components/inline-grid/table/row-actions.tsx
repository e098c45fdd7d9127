import { memo } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import { midSentence } from '@/admin/engine/mid-sentence'
import type { RowStatus } from '@/components/inline-grid/rows/row-status'
import { actionColumn } from '@/components/inline-grid/selection/side-columns'
import { toggleRows } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { classNames } from '@/components/ui/class-names'
import { iconButtonClass } from '@/components/ui/icon-button'
import { RowIcon } from './row-icons'
import { RowState } from './row-state'

type RowActionsProps = {
  session: GridSession
  rowKey: RowKey
  status: RowStatus
  title: string
  focus: string | null
  isKept: boolean
}

/** The last cell of a row: its state in a word, the way to its own page, and its deletion. */
export const RowActions = memo(function RowActions({ session, rowKey, status, title, focus, isKept }: RowActionsProps) {
  const { form, rows } = session.model
  const isDeleted = status.change === 'deleted'
  const isSaved = rows.isSaved(rowKey)
  const canDelete = isSaved ? form.can.delete : status.change === 'new'
  const id = rows.idOf(rowKey)
  const isLinked = form.model !== undefined && id !== null
  const stop = focus === actionColumn ? 0 : -1
  const label = `${isDeleted ? 'Restore' : 'Delete'} ${title}`
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: laid out as blocks, a table loses its own roles.
      role="gridcell"
      data-column={actionColumn}
      tabIndex={canDelete || isLinked ? undefined : stop}
      className={classNames(
        'grid-cell-actions',
        !canDelete &&
          !isLinked &&
          focus === actionColumn &&
          'focus:outline-2 focus:outline-solid focus:-outline-offset-2 focus:outline-accent',
      )}
    >
      <RowState status={status} isKept={isKept} />
      {isLinked ? (
        <a
          href={`/${form.model}/${id}`}
          target="_blank"
          rel="noreferrer"
          tabIndex={canDelete ? -1 : stop}
          aria-label={`${form.can.change ? 'Open' : 'View'} ${title}`}
          title={`Open this ${midSentence(form.singular)} in a new tab`}
          className={classNames(
            iconButtonClass('small'),
            'opacity-0 focus:opacity-100 group-hover/row:opacity-100 coarse:opacity-100',
            focus !== null && 'group-focus-within/grid:opacity-100',
          )}
        >
          <RowIcon name="open" />
        </a>
      ) : null}
      {canDelete ? (
        <button
          type="button"
          aria-label={label}
          title={label}
          tabIndex={stop}
          onClick={() => toggleRows(session, [rowKey])}
          className={iconButtonClass('small')}
        >
          <RowIcon name={isDeleted ? 'restore' : isSaved ? 'delete' : 'remove'} />
        </button>
      ) : null}
    </td>
  )
})
