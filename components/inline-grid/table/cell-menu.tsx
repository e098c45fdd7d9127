import { Menu } from '@base-ui/react/menu'
import {
  ArrowDownToLine,
  ArrowUpDown,
  CalendarDays,
  ClipboardPaste,
  Copy,
  ExternalLink,
  RotateCcw,
  Scissors,
  TextSelect,
  Trash2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { copiedCells } from '@/components/inline-grid/clipboard/clipboard'
import { paste } from '@/components/inline-grid/clipboard/paste'
import { parseTsv } from '@/components/inline-grid/clipboard/tsv'
import { writeClipboard } from '@/components/inline-grid/clipboard/write-clipboard'
import { fillDown } from '@/components/inline-grid/selection/fill-cells'
import { empty } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { openElsewhere } from '@/components/inline-grid/session/open-elsewhere'
import { askForDay, deleteRows } from '@/components/inline-grid/session/question'
import { sortBy } from '@/components/inline-grid/session/sort-rows'
import { Kbd } from '@/components/ui/kbd'

export type MenuPlace = { x: number; y: number }

type CellMenuProps = { session: GridSession; place: MenuPlace; onClose: () => void }

/** What can be done with the focused cell, by mouse, by a long press, or by the menu key. */
export function CellMenu({ session, place, onClose }: CellMenuProps) {
  const { model, focus } = session
  const rows = session.chosenRows()
  const isDeleted = rows.every((key) => model.rows.deleted.has(key))
  const canDelete = model.form.can.delete || rows.some((key) => !model.rows.isSaved(key) && model.rows.isHere(key))
  const canEdit = model.canEdit(focus.key, focus.field)
  const related = session.relatedOf(focus.key, focus.field)
  const field = session.fieldOf(focus.field)
  const id = model.rows.idOf(focus.key)
  const own = model.form.model
  const close = () => {
    onClose()
    if (session.editing || session.question) return
    session.requestFocus()
    session.tell()
  }
  const anchor = { getBoundingClientRect: () => DOMRect.fromRect({ ...place, width: 0, height: 0 }) }
  return (
    <Menu.Root open modal={false} onOpenChange={(open) => !open && close()}>
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} side="bottom" align="start" className="z-50 outline-none">
          <Menu.Popup
            finalFocus={false}
            aria-label={field ? `${field.label}, ${session.titleOf(focus.key)}` : session.titleOf(focus.key)}
            className="min-w-48 rounded-lg bg-surface py-1 text-text shadow-float outline-none"
          >
            <Item icon={<Copy />} kbd="mod+c" onSelect={() => void writeClipboard(session)}>
              Copy
            </Item>
            <Item
              icon={<Scissors />}
              kbd="mod+x"
              disabled={!canEdit}
              onSelect={() =>
                void writeClipboard(session).then(
                  (rows) => rows && empty(session, 'cut', copiedCells(session)?.cells ?? []),
                )
              }
            >
              Cut
            </Item>
            <Item icon={<ClipboardPaste />} kbd="mod+v" disabled={!canEdit} onSelect={() => void pasteText(session)}>
              Paste
            </Item>
            <Item icon={<ArrowDownToLine />} kbd="mod+d" disabled={!canEdit} onSelect={() => fillDown(session)}>
              Fill down
            </Item>
            {canEdit && (field?.kind === 'date' || field?.kind === 'moment') ? (
              <Item icon={<CalendarDays />} kbd="alt+down" onSelect={() => askForDay(session)}>
                Choose a date…
              </Item>
            ) : null}
            <Menu.Separator className="my-1 h-px bg-line" />
            {field ? (
              <Item icon={<ArrowUpDown />} onSelect={() => sortBy(session, field.name)}>
                Sort by {midSentence(field.label)}
              </Item>
            ) : null}
            <Item icon={<TextSelect />} kbd="shift+space" onSelect={() => session.select('row')}>
              Select row
            </Item>
            {related && field?.kind === 'relation' && field.searchable ? (
              <Item icon={<ExternalLink />} onSelect={() => openElsewhere(session, field.model, related[0])}>
                Open {related[1]} in a new tab
              </Item>
            ) : null}
            {own && id !== null ? (
              <Item icon={<ExternalLink />} onSelect={() => openElsewhere(session, own, id)}>
                {model.form.can.change ? 'Open' : 'View'} this {midSentence(model.form.singular)} in a new tab
              </Item>
            ) : null}
            {canDelete ? (
              <Item
                icon={isDeleted ? <RotateCcw /> : <Trash2 />}
                kbd="mod+-"
                onSelect={() => deleteRows(session, rows)}
              >
                {isDeleted ? 'Restore' : 'Delete'}{' '}
                {rows.length === 1 ? session.titleOf(rows[0]!) : `${rows.length.toLocaleString('en')} rows`}
              </Item>
            ) : null}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

type ItemProps = { icon: ReactNode; kbd?: string; disabled?: boolean; onSelect: () => void; children: ReactNode }

function Item({ icon, kbd, disabled, onSelect, children }: ItemProps) {
  return (
    <Menu.Item
      onClick={onSelect}
      disabled={disabled}
      className="mx-1 flex min-h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-highlighted:bg-hover data-disabled:text-faint coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {icon}
      <span className="flex-1">{children}</span>
      {kbd ? <Kbd keys={kbd} /> : null}
    </Menu.Item>
  )
}

async function pasteText(session: GridSession): Promise<void> {
  let text: string
  try {
    text = await navigator.clipboard.readText()
  } catch {
    session.refuse('The browser does not let a menu paste here: press Ctrl+V')
    return
  }
  if (text !== '') paste(session, { texts: parseTsv(text) })
}
