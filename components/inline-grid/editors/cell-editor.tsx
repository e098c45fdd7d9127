import { isUnsettled } from '@/components/inline-grid/values/content'
import type { CellEditorProps } from './editor-props'
import { ListEditor } from './list-editor'
import { TextEditor } from './text-editor'

/** The editor of the focused cell, by the column's kind. */
export function CellEditor(props: CellEditorProps) {
  const { session, field, editing } = props
  switch (field.kind) {
    case 'text':
    case 'integer':
    case 'decimal':
    case 'date':
    case 'moment':
    case 'boolean': {
      const content = session.model.get(editing.key, editing.field)
      const hasSuggestions = isUnsettled(content) && content.suggestions !== undefined
      return hasSuggestions ? <ListEditor {...props} /> : <TextEditor {...props} />
    }
    case 'choice':
    case 'relation':
      return <ListEditor {...props} />
    case 'lookup':
      return null
  }
}
