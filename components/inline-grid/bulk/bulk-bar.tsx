import { Copy, Pencil, RotateCcw, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import type { Field } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { writeClipboard } from '@/components/inline-grid/clipboard/write-clipboard'
import { FloatBar } from '@/components/inline-grid/notices/float-bar'
import { isFiltered } from '@/components/inline-grid/order/arrange'
import { isTypable } from '@/components/inline-grid/rows/row-status'
import { rowCount } from '@/components/inline-grid/session/count-words'
import { edit } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { deleteRows } from '@/components/inline-grid/session/question'
import { useModel, useOrder, useSession } from '@/components/inline-grid/session/use-grid'
import type { Content } from '@/components/inline-grid/values/content'
import { fieldChoices } from '@/components/inline-grid/values/field-choices'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem, MenuLabel } from '@/components/ui/menu'
import { StatusDot } from '@/components/ui/status-pill'
import { askBulk, askToSet } from './bulk-commands'
import { BulkDialog } from './bulk-dialog'

/** What can be done to the selected rows. */
export function BulkBar({ session }: { session: GridSession }) {
  const { model } = session
  const count = useSession(session, ({ selectedCount }) => selectedCount)
  const isEverything = useSession(session, (each) => each.isEverything)
  useModel(model, ({ sequence }) => sequence)
  useOrder(model)
  const [asked, setAsked] = useState<Field | null>(null)
  if (count === 0) return null
  const keys = [...session.selectedRows]
  const { unique } = model.form
  const fields = model.fields.filter(
    (field) =>
      isTypable(field) &&
      (field.kind !== 'relation' || field.searchable) &&
      // Not more than one row can hold the value.
      !(isEverything && unique.some(({ fields: names }) => names.length === 1 && names[0] === field.name)),
  )
  const isDeleted = !isEverything && keys.every((key) => model.rows.deleted.has(key))
  const hidden = model.windows ? 0 : model.rows.savedKeys.length - model.order.shown
  const unseen = isEverything || model.windows ? 0 : keys.filter((key) => model.order.indexOf(key) < 0).length
  return (
    <FloatBar>
      <span className="font-medium tabular-nums">{count.toLocaleString('en')} selected</span>
      {unseen > 0 ? (
        <span className="text-muted tabular-nums">{unseen.toLocaleString('en')} of them not shown</span>
      ) : null}
      {model.hasUnread && !isEverything && model.arrangement.only === null ? (
        <Button kind="quiet" size="small" onClick={() => session.selectRows(true)}>
          Select all {model.order.shown.toLocaleString('en')}
          {isFiltered(model.arrangement) ? ' that match' : ''}
        </Button>
      ) : null}
      {hidden > 0 && count >= model.order.filled ? (
        <Button kind="quiet" size="small" onClick={() => selectEverything(session)}>
          Select all {(model.order.filled + hidden).toLocaleString('en')}
        </Button>
      ) : null}
      {model.form.can.change
        ? fields.map((field) => <SetField key={field.name} session={session} field={field} onAsk={setAsked} />)
        : null}
      {isEverything ? null : (
        <Button kind="quiet" size="small" icon={<Copy aria-hidden />} onClick={() => void copyRows(session)}>
          Copy
        </Button>
      )}
      {model.form.can.delete ? (
        <Button
          kind="quiet"
          size="small"
          icon={isDeleted ? <RotateCcw aria-hidden /> : <Trash2 aria-hidden />}
          onClick={() => (isEverything ? askBulk(session, { kind: 'delete' }) : deleteRows(session, keys))}
        >
          {`${isDeleted ? 'Restore' : 'Delete'} ${rowCount(session, count)}${isEverything ? '…' : ''}`}
        </Button>
      ) : null}
      <IconButton
        size="small"
        label="Clear selection"
        icon={<X aria-hidden />}
        onClick={() => {
          session.selectRows(false)
          session.takeFocus()
        }}
      />
      {asked ? <BulkDialog session={session} field={asked} onClose={() => setAsked(null)} onSet={setAll} /> : null}
    </FloatBar>
  )
}

type SetFieldProps = { session: GridSession; field: Field; onAsk: (field: Field) => void }

/** "Set status": the choices themselves, or a question for the value. */
function SetField({ session, field, onAsk }: SetFieldProps) {
  const label = `Set ${midSentence(field.label)}`
  const options = fieldChoices(field)
  if (!options)
    return (
      <Button kind="quiet" size="small" icon={<Pencil aria-hidden />} onClick={() => onAsk(field)}>
        {label}…
      </Button>
    )
  return (
    <Menu
      align="start"
      sticks
      trigger={
        <Button kind="quiet" size="small" icon={<Pencil aria-hidden />}>
          {label}
        </Button>
      }
    >
      <MenuLabel>{rowCount(session, session.selectedCount)}</MenuLabel>
      {options.map(({ value, text, tone }) => (
        <MenuItem
          key={text}
          icon={tone === undefined ? undefined : <StatusDot tone={tone} />}
          onSelect={() => setAll(session, field, value)}
        >
          {text}
        </MenuItem>
      ))}
    </Menu>
  )
}

function setAll(session: GridSession, field: Field, content: Content): void {
  if (session.isEverything) {
    void askToSet(session, field, content)
    return
  }
  const edits = [...session.selectedRows].map((key) => ({ key, field: field.name, content }))
  edit(session, `setting of ${midSentence(field.label)}`, edits)
}

function selectEverything(session: GridSession): void {
  const { model } = session
  for (const key of model.rows.savedKeys) session.selectedRows.add(key)
  session.announce(`${rowCount(session, session.selectedRows.size)} selected`)
  session.takeFocus()
}

async function copyRows(session: GridSession): Promise<void> {
  session.ranges = []
  session.tell()
  const rows = await writeClipboard(session)
  if (rows !== undefined) session.announce(`${rowCount(session, rows)} copied`)
}
