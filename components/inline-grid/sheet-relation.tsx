import { useRef, useState } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import type { ControlProps } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { typedText } from './cell-text'
import type { Content } from './content'
import type { Editing, GridSession } from './grid-session'
import { ListPopup } from './list-popup'
import { readCell } from './read-cell'
import { useRelatedOptions } from './use-related-options'

type SheetRelationProps = {
  session: GridSession
  rowKey: RowKey
  field: Field & { kind: 'relation' }
  control: ControlProps
  onSet: (content: Content) => void
}

/** A relation in the sheet: a field that searches as one types, chosen by a touch. */
export function SheetRelation({ session, rowKey, field, control, onSet }: SheetRelationProps) {
  const content = session.model.get(rowKey, field.name)
  const [text, setText] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const close = () => {
    setOpen(false)
    setText(null)
  }
  return (
    <>
      <TextInput
        {...control}
        ref={input}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${control.id}-list` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder="Search…"
        value={text ?? typedText(field, content)}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setOpen(true)
        }}
        onBlur={() => {
          if (text !== null) onSet(readCell(field, text))
          close()
        }}
      />
      {isOpen ? (
        <Suggestions
          session={session}
          field={field}
          editing={{ key: rowKey, field: field.name, mode: 'caret', open: true, text: '' }}
          text={text}
          anchor={input}
          id={`${control.id}-list`}
          onSet={(next) => {
            onSet(next)
            close()
          }}
        />
      ) : null}
    </>
  )
}

type SuggestionsProps = {
  session: GridSession
  field: Field & { kind: 'relation' }
  editing: Editing
  text: string | null
  anchor: React.RefObject<HTMLInputElement | null>
  id: string
  onSet: (content: Content) => void
}

function Suggestions({ session, field, editing, text, anchor, id, onSet }: SuggestionsProps) {
  const listing = useRelatedOptions(session, field, editing, text)
  return (
    <ListPopup
      anchor={anchor}
      id={id}
      inPlace
      label={field.label}
      // A record that is missing is made from the grid itself, not from the sheet above it.
      options={listing.options.filter((option) => !option.does)}
      activeId={undefined}
      status={listing.status}
      onMore={listing.more}
      onTake={(option) => {
        if (!option.reason) onSet(option.content)
      }}
    />
  )
}
