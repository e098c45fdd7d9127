import { CalendarDays } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import type { RowKey } from '@/admin/engine/batch'
import type { Field } from '@/admin/engine/form'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { shownText, typedText } from '@/components/inline-grid/values/cell-text'
import { type Content, isUnsettled } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'
import { Checkbox } from '@/components/ui/checkbox'
import { ChoiceSelect } from '@/components/ui/choice-select'
import { type ControlProps, Field as FieldFrame } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { SheetRelation } from './sheet-relation'

const DatePicker = lazy(() =>
  import('@/components/inline-grid/editors/date-picker').then(({ DatePicker }) => ({ default: DatePicker })),
)

export type SheetFieldProps = { session: GridSession; rowKey: RowKey; field: Field }

/** One cell as an ordinary labelled field. */
export function SheetField(props: SheetFieldProps) {
  const { session, rowKey, field } = props
  const { model } = session
  const content = model.get(rowKey, field.name)
  const problem = model.status(rowKey).problems.get(field.name)
  if (!model.canEdit(rowKey, field.name))
    return (
      <div className="flex flex-col gap-1">
        <span className="font-medium text-muted text-sm">{field.label}</span>
        <span className="min-h-5 text-base">{shownText(field, content)}</span>
      </div>
    )
  return (
    <FieldFrame
      label={field.label}
      required={field.required && field.kind !== 'boolean'}
      help={field.help}
      error={problem}
    >
      {(control) => <SheetControl {...props} control={control} content={content} />}
    </FieldFrame>
  )
}

type SheetControlProps = SheetFieldProps & { control: ControlProps; content: Content }

function SheetControl({ session, rowKey, field, control, content }: SheetControlProps) {
  const set = (next: Content) =>
    session.model.edit(`change of ${field.label}`, [{ key: rowKey, field: field.name, content: next }])
  switch (field.kind) {
    case 'choice':
      return (
        <ChoiceSelect
          {...control}
          choices={field.choices}
          required={field.required}
          value={isUnsettled(content) ? '' : String(content ?? '')}
          blank={isUnsettled(content) ? content.raw : ''}
          onChange={(value) => set(value || null)}
        />
      )
    case 'boolean':
      return <Checkbox {...control} checked={content === true} onChange={(event) => set(event.currentTarget.checked)} />
    case 'relation':
      return <SheetRelation session={session} rowKey={rowKey} field={field} control={control} onSet={set} />
    case 'text':
    case 'integer':
    case 'decimal':
    case 'date':
    case 'moment':
    case 'lookup':
      return (
        <SheetText field={field} control={control} content={content} rowTitle={session.titleOf(rowKey)} onSet={set} />
      )
  }
}

type SheetTextProps = {
  field: Field
  control: ControlProps
  content: Content
  rowTitle: string
  onSet: (content: Content) => void
}

/** A text is read when the field is left; what cannot be read stays, with the reason. */
function SheetText({ field, control, content, rowTitle, onSet }: SheetTextProps) {
  const [text, setText] = useState<string | null>(null)
  const [isPicking, setPicking] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const value = text ?? typedText(field, content)
  const common = {
    ...control,
    value,
    onBlur: () => {
      if (text !== null) onSet(readCell(field, text))
      setText(null)
    },
  }
  if (field.kind === 'text' && field.multiline)
    return <Textarea {...common} onChange={(event) => setText(event.currentTarget.value)} />
  const line = (
    <TextInput
      {...common}
      ref={input}
      inputMode={field.kind === 'integer' ? 'numeric' : field.kind === 'decimal' ? 'decimal' : undefined}
      placeholder={field.kind === 'date' ? 'YYYY-MM-DD' : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.currentTarget.blur()
      }}
    />
  )
  if (field.kind !== 'date' && field.kind !== 'moment') return line
  return (
    <span className="flex items-center gap-1">
      {line}
      <IconButton
        label={`Choose a date: ${field.label}`}
        icon={<CalendarDays aria-hidden />}
        onClick={() => setPicking(true)}
      />
      {isPicking ? (
        <Suspense>
          <DatePicker
            field={field}
            rowTitle={rowTitle}
            text={value}
            anchor={() => input.current}
            onClose={(picked) => {
              setPicking(false)
              if (picked !== null) onSet(readCell(field, picked))
              input.current?.focus()
            }}
          />
        </Suspense>
      ) : null}
    </span>
  )
}
