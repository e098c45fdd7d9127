import { useState } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { PasteDialog } from '@/components/inline-grid/clipboard/paste-dialog'
import { DatePicker } from '@/components/inline-grid/editors/date-picker'
import { focusTargetIn } from '@/components/inline-grid/session/grid-focus'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import type { Question } from '@/components/inline-grid/session/question'
import { readCell } from '@/components/inline-grid/values/read-cell'
import { DeletionDialog } from './deletion-dialog'

/** The window of the question that waits. */
export function GridQuestion({ session }: { session: GridSession }) {
  const [question] = useState(session.question)
  switch (question?.kind) {
    case 'date':
      return <DayQuestion session={session} question={question} />
    case 'deletion':
      return <DeletionDialog session={session} keys={question.keys} />
    case 'paste':
      return <PasteDialog session={session} paste={question.paste} />
    case undefined:
      return null
  }
}

/** The calendar of a cell. A picked day is set as one gesture; without one all is as it was, an open editor too. */
function DayQuestion({ session, question }: { session: GridSession; question: Question & { kind: 'date' } }) {
  const ids = useGridIds()
  const { cell, wasOpen } = question
  const { key, field: name } = cell
  const field = session.fieldOf(name)
  if (!field) return null
  const close = (text: string | null) => {
    session.ask(null)
    session.takeFocus()
    if (text !== null)
      session.model.edit(`change of ${midSentence(field.label)}`, [
        { key, field: name, content: readCell(field, text) },
      ])
    else if (wasOpen && session.focus.key === key && session.focus.field === name)
      session.edit(cell.mode, { text: cell.text })
  }
  return (
    <DatePicker
      field={field}
      rowTitle={session.titleOf(cell.key)}
      text={cell.text}
      anchor={() => focusTargetIn(session, ids.root)}
      onClose={close}
    />
  )
}
