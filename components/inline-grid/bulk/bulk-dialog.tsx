import { useState } from 'react'
import type { Field } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { rowCount } from '@/components/inline-grid/session/count-words'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { type Content, isUnsettled, reasonOf } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field as FieldFrame } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'

type BulkDialogProps = {
  session: GridSession
  field: Field
  onClose: () => void
  onSet: (session: GridSession, field: Field, content: Content) => void
}

/** Asks for the value that a column gets in all selected rows. */
export function BulkDialog({ session, field, onClose, onSet }: BulkDialogProps) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const rows = rowCount(session, session.selectedCount)
  const set = () => {
    const content = readCell(field, text)
    if (isUnsettled(content) && content.state === 'invalid') {
      setError(reasonOf(content))
      return
    }
    onSet(session, field, content)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Set ${midSentence(field.label)} of ${rows}`}
      onSave={set}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" onClick={set}>
            Set in {rows}
          </Button>
        </>
      }
    >
      <FieldFrame label={field.label} help={helpOf(session, field)} error={error}>
        {(control) => (
          <TextInput
            {...control}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              set()
            }}
          />
        )}
      </FieldFrame>
    </Dialog>
  )
}

function helpOf({ model }: GridSession, field: Field): string {
  if (field.kind === 'relation') {
    const key = model.form.fields.find((each) => each.kind === 'lookup' && each.of === field.name && each.at === 0)
    const name = key ? midSentence(key.label) : (field.lookups[0] ?? 'exact name')
    return `The ${midSentence(field.label)}’s ${name}; it is looked up. Empty clears the cells.`
  }
  if (field.kind === 'date') return 'Write it as 2026-09-03. Empty clears the cells.'
  return 'Empty clears the cells.'
}
