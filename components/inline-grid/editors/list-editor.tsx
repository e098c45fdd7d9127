import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Field } from '@/admin/engine/form'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import { isUnsettled, sameContent } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'
import { isSaveKey } from '@/components/ui/save-key'
import { type CellEditorProps, editorClass } from './editor-props'
import { choose, type Listing, type ListOption, matchesExactly } from './list-option'
import { ListPopup } from './list-popup'
import { useChoiceOptions } from './use-choice-options'
import { useEditorFocus } from './use-editor-focus'
import { useRelatedOptions } from './use-related-options'

/** An editor with a list: of choices, of far records, of readings of a text that was refused. */
export function ListEditor({ field, ...props }: CellEditorProps) {
  if (field.kind === 'choice') return <ChoiceEditor {...props} field={field} />
  if (field.kind === 'relation') return <RelationEditor {...props} field={field} />
  return <SuggestionEditor {...props} field={field} />
}

/** What a refused text may mean stands in a list until another text is typed. */
function SuggestionEditor(props: CellEditorProps) {
  const { session, field, editing } = props
  const [isTyped, setTyped] = useState(editing.mode === 'overwrite')
  const content = session.model.get(editing.key, editing.field)
  const suggestions = isUnsettled(content) && !isTyped ? (content.suggestions ?? []) : []
  const options = suggestions.map((text) => ({ id: text, content: readCell(field, text), label: text, names: [] }))
  return <OptionEditor {...props} listing={{ options, forText: null, status: '' }} onText={() => setTyped(true)} />
}

function ChoiceEditor(props: CellEditorProps & { field: Field & { kind: 'choice' } }) {
  const [text, setText] = useState<string | null>(props.editing.mode === 'overwrite' ? props.editing.text : null)
  return <OptionEditor {...props} listing={useChoiceOptions(props.field, text)} onText={setText} />
}

function RelationEditor(props: CellEditorProps & { field: Field & { kind: 'relation' } }) {
  const [text, setText] = useState<string | null>(props.editing.mode === 'overwrite' ? props.editing.text : null)
  return (
    <OptionEditor
      {...props}
      listing={useRelatedOptions(props.session, props.field, props.editing, text)}
      onText={setText}
    />
  )
}

type OptionEditorProps = CellEditorProps & { listing: Listing; onText: (text: string) => void }

/**
 * A combobox in a cell. The arrows walk the list, Enter and Tab take the marked option. A text is taken as it stands
 * while its options are not there yet, or when several options bear it: then it is looked up, never guessed.
 */
function OptionEditor({ session, field, editing, rowTitle, listing, onText }: OptionEditorProps) {
  const ids = useGridIds()
  const input = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(true)
  const [marked, setMarked] = useState<string | null>(null)
  const [isTyped, setTyped] = useState(editing.mode === 'overwrite')
  useEditorFocus(input, editing, true)

  const { options } = listing
  const isCurrent = listing.forText === (isTyped ? (session.editing?.text ?? '') : null)
  const implied = isTyped && isCurrent ? impliedOption(options, session.editing?.text ?? '') : undefined
  const active = options.find((option) => option.id === marked) ?? implied
  const isShown = isOpen && (options.length > 0 || listing.status !== '')
  const activeId = isShown && active ? `${ids.list}-${active.id}` : undefined

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  const type = (text: string) => {
    session.type(text)
    setTyped(true)
    setMarked(null)
    setOpen(true)
    onText(text)
  }
  const take = (option: ListOption): 'taken' | 'done' | 'refused' => {
    if (option.reason) return 'refused'
    if (option.does) {
      option.does(session.editing?.text ?? '')
      return 'done'
    }
    choose(session, option)
    return 'taken'
  }
  /** What the cell holds, where the walk begins before anything is typed. */
  const present = () => {
    const content = isTyped ? null : session.model.get(editing.key, editing.field)
    return options.find((option) => content !== null && sameContent(field, option.content, content))
  }
  const walk = (step: number) => {
    const able = options.filter((option) => !option.reason)
    const at = able.findIndex((option) => option.id === (active ?? present())?.id)
    const next = able[at < 0 ? (step > 0 ? 0 : able.length - 1) : Math.min(Math.max(0, at + step), able.length - 1)]
    setOpen(true)
    if (next) setMarked(next.id)
    // However the editor is left from here, it is with what was marked.
    if (next) session.type(session.editing?.text ?? '', next.does ? undefined : next.content)
    if (next && able.indexOf(next) >= able.length - 3) listing.more?.()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (event.altKey) setOpen(event.key === 'ArrowDown')
      else walk(event.key === 'ArrowDown' ? 1 : -1)
      event.stopPropagation()
    } else if (event.key === 'Escape' && isOpen && options.length > 0) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
      setMarked(null)
      session.type(session.editing?.text ?? '')
    } else if (isSaveKey(event) && active && isOpen) {
      if (!active.reason && !active.does) choose(session, active)
    } else if ((event.key === 'Enter' || event.key === 'Tab') && active && (isOpen || marked !== null)) {
      if (take(active) !== 'done') return
      event.preventDefault()
      event.stopPropagation()
    }
  }

  return (
    <>
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={`${field.label}, ${rowTitle}`}
        aria-required={field.required || undefined}
        aria-expanded={isShown}
        aria-controls={isShown ? ids.list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        autoComplete="off"
        spellCheck={false}
        defaultValue={editing.text}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onMouseDown={() => setOpen(true)}
        onBlur={() => {
          // Where only the window was left, the focus waits on the cell.
          if (session.editing === editing) session.commit({ request: !document.hasFocus() })
        }}
        className={editorClass}
      />
      {isShown ? (
        <ListPopup
          anchor={input}
          id={ids.list}
          label={field.label}
          options={options}
          activeId={active?.id}
          status={listing.status}
          onMore={listing.more}
          onTake={(option) => {
            if (take(option) !== 'taken') return
            session.commit()
            session.moveAfterEnter('down')
          }}
        />
      ) : null}
    </>
  )
}

/** The option that Enter takes for a typed text when none was marked: the only exact one, else the first that fits. */
function impliedOption(options: readonly ListOption[], text: string): ListOption | undefined {
  if (text.trim() === '') return undefined
  const exact = options.filter((option) => matchesExactly(option, text))
  if (exact.length > 1) return undefined
  return exact[0] ?? options.find((option) => !option.reason && !option.does)
}
