import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import { type Field, isRelated } from '@/admin/engine/form'
import type { ListOption } from '@/components/inline-grid/editors/list-option'
import { ListPopup } from '@/components/inline-grid/editors/list-popup'
import { useRelatedOptions } from '@/components/inline-grid/editors/use-related-options'
import type { Editing, GridSession } from '@/components/inline-grid/session/grid-session'
import { typedText } from '@/components/inline-grid/values/cell-text'
import { type Content, isUnsettled } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'
import type { ControlProps } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'

type SheetRelationProps = {
  session: GridSession
  rowKey: RowKey
  field: Field & { kind: 'relation' }
  control: ControlProps
  onSet: (content: Content) => void
}

/** A relation in the sheet: a field that searches as one types; an option is chosen by a touch or by keys. */
export function SheetRelation({ session, rowKey, field, control, onSet }: SheetRelationProps) {
  const content = session.model.get(rowKey, field.name)
  const [text, setText] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [marked, setMarked] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const shown = useRef<readonly ListOption[]>([])
  /** The focus is in the window where a missing record is made. */
  const isAway = useRef(false)
  const id = `${control.id}-list`
  const close = () => {
    setOpen(false)
    setText(null)
    setMarked(null)
  }
  const take = (option: ListOption) => {
    close()
    if (option.does) {
      isAway.current = true
      option.does(text ?? '')
      return
    }
    onSet(option.content)
    if (!isUnsettled(option.content) && isRelated(option.content)) session.recent.add(field.name, option.content)
  }
  const walk = (step: number) => {
    const able = shown.current.filter((option) => !option.reason)
    const at = able.findIndex((option) => option.id === marked)
    const next = able[at < 0 ? (step > 0 ? 0 : able.length - 1) : Math.min(Math.max(0, at + step), able.length - 1)]
    setOpen(true)
    if (next) setMarked(next.id)
    if (next) document.getElementById(`${id}-${next.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const option = isOpen ? shown.current.find((each) => each.id === marked) : undefined
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') walk(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Enter' && option) take(option)
    else if (event.key === 'Escape' && isOpen) close()
    else return
    event.preventDefault()
    // The first Escape is the list's, the next one the sheet's.
    event.stopPropagation()
  }
  return (
    <>
      <TextInput
        {...control}
        ref={input}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && marked !== null ? `${id}-${marked}` : undefined}
        autoComplete="off"
        placeholder="Search…"
        value={text ?? typedText(field, content)}
        onFocus={() => {
          if (!isAway.current) setOpen(true)
          isAway.current = false
        }}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setMarked(null)
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
          rowKey={rowKey}
          text={text}
          anchor={input}
          id={id}
          marked={marked}
          shown={shown}
          onTake={take}
        />
      ) : null}
    </>
  )
}

type SuggestionsProps = {
  session: GridSession
  field: Field & { kind: 'relation' }
  rowKey: RowKey
  text: string | null
  anchor: RefObject<HTMLInputElement | null>
  id: string
  marked: string | null
  /** Where the field finds the options that its keys walk. */
  shown: RefObject<readonly ListOption[]>
  onTake: (option: ListOption) => void
}

function Suggestions({ session, field, rowKey, text, anchor, id, marked, shown, onTake }: SuggestionsProps) {
  const editing: Editing = { key: rowKey, field: field.name, mode: 'caret', whole: false, text: '' }
  const listing = useRelatedOptions(session, field, editing, text)
  const { options } = listing
  useEffect(() => {
    shown.current = options
  })
  return (
    <ListPopup
      anchor={anchor}
      id={id}
      inPlace
      label={field.label}
      options={options}
      activeId={marked ?? undefined}
      status={listing.status}
      onMore={listing.more}
      onTake={(option) => {
        if (!option.reason) onTake(option)
      }}
    />
  )
}
