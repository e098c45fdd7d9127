import type { CellEditorProps } from './editor-props'
import { ListEditor } from './list-editor'
import { TextEditor } from './text-editor'

/** The editor of the focused cell, by the column's kind. */
export function CellEditor(props: CellEditorProps) {
  const { field } = props
  switch (field.kind) {
    case 'text':
    case 'integer':
    case 'decimal':
    case 'date':
    case 'moment':
    case 'boolean':
      return <TextEditor {...props} />
    case 'choice':
    case 'relation':
      return <ListEditor {...props} field={field} />
    case 'lookup':
      return null
  }
}
