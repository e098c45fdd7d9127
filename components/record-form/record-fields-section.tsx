'use client'

import { type FormEvent, useSyncExternalStore } from 'react'
import type { Field } from '@/admin/engine/form'
import { OwnField } from './own-field'
import { PickField } from './pick-field'
import type { RecordSession } from './record-session'
import { RecordValues } from './record-values'
import { useOpenedElsewhere } from './use-opened-elsewhere'
import type { RecordFormApi } from './use-record-session'

type RecordFieldsSectionProps = {
  session: RecordSession
  control: RecordFormApi['control']
  isEditable: boolean
  onSubmit: () => void
}

/** The record's own fields and picks, in a column that is easy to read. */
export function RecordFieldsSection({ session, control, isEditable, onSubmit }: RecordFieldsSectionProps) {
  const { form } = session.page
  const cells = useSyncExternalStore(
    session.subscribe,
    () => session.own.cells,
    () => session.own.cells,
  )
  const noteOpened = useOpenedElsewhere(session)
  const isText = (field: Field) => !isEditable || field.readOnly || field.kind === 'lookup'
  // A record that does not exist yet has nothing in the fields that fill themselves.
  const fields = session.isNew
    ? form.fields.filter((field) => !isText(field) || cells[field.name] != null)
    : form.fields
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form noValidate method="post" onSubmit={submit} className="flex max-w-2xl flex-col gap-4 px-gutter">
      {fields.map((field) =>
        isText(field) ? (
          <RecordValues key={field.name} fields={[field]} cells={cells} />
        ) : (
          <OwnField key={field.name} field={field} session={session} control={control} onOpen={noteOpened} />
        ),
      )}
      {form.picks.map((pick) => (
        <PickField
          key={pick.name}
          pick={isEditable ? pick : { ...pick, readOnly: true }}
          session={session}
          model={form.model}
          control={control}
        />
      ))}
      {/* Enter in a field saves, as everywhere on the web; the button that does it stands in the bar. */}
      <button type="submit" hidden tabIndex={-1} aria-hidden />
    </form>
  )
}
