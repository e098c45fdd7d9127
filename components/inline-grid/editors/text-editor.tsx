import { useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { type CellEditorProps, editorClass } from './editor-props'
import { useEditorFocus } from './use-editor-focus'

/** A line of text over the cell; several lines where the column has them. */
export function TextEditor({ session, field, editing, rowTitle }: CellEditorProps) {
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEditorFocus(input, editing)
  const common = {
    ref: input,
    'aria-label': `${field.label}, ${rowTitle}`,
    'aria-required': field.required || undefined,
    defaultValue: editing.text,
    autoComplete: 'off',
    dir: 'auto',
    spellCheck: field.kind === 'text',
    onInput: () => session.type(input.current?.value ?? ''),
    onBlur: () => {
      // Where only the window was left, the focus waits on the cell.
      if (session.editing === editing) session.commit({ request: !document.hasFocus() })
    },
  }
  if (field.kind === 'text' && field.multiline)
    return (
      <textarea
        {...common}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.altKey) return
          event.preventDefault()
          // As if it were typed, so that the browser's own undo knows of it.
          document.execCommand('insertText', false, '\n')
        }}
        rows={4}
        className={classNames(editorClass, 'h-auto min-h-24 resize-none py-1.5 shadow-float')}
      />
    )
  return (
    <input
      {...common}
      type="text"
      inputMode={inputModeOf(field.kind)}
      placeholder={placeholderOf(field.kind)}
      className={editorClass}
    />
  )
}

function inputModeOf(kind: string): 'numeric' | 'decimal' | undefined {
  return kind === 'integer' ? 'numeric' : kind === 'decimal' ? 'decimal' : undefined
}

function placeholderOf(kind: string): string | undefined {
  return kind === 'date' ? 'YYYY-MM-DD' : kind === 'moment' ? 'YYYY-MM-DD HH:MM' : undefined
}
