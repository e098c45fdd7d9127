import { useEffect, useRef, useState } from 'react'
import { checkValue, type Field, type Form, type Related, type Scalar } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { newRowKey } from '@/components/inline-grid/rows/row-key'
import { isUnsettled } from '@/components/inline-grid/values/content'
import { readCell } from '@/components/inline-grid/values/read-cell'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ChoiceSelect } from '@/components/ui/choice-select'
import { Dialog } from '@/components/ui/dialog'
import { Field as FieldFrame } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { createRelated, fieldForText, loadNewForm } from './create-request'
import { SearchError } from './search-error'

type CreateRelatedProps = {
  model: string
  lookups: readonly string[]
  /** What was typed where the record is missing. */
  text: string
  /** With the created record, or null when it was given up. */
  onClose: (option: Related | null) => void
}

/** A dialog that creates a record of another model, in a save of its own. */
export function CreateRelated({ model, lookups, text, onClose }: CreateRelatedProps) {
  const [form, setForm] = useState<Form | null>(null)
  const [texts, setTexts] = useState<Record<string, string>>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [message, setMessage] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [saveId] = useState(() => newRowKey().slice('new:'.length))
  const first = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const abort = new AbortController()
    loadNewForm(model, abort.signal).then(
      (loaded) => {
        const fields = editable(loaded)
        const initial = Object.fromEntries(fields.map((field) => [field.name, String(field.initial ?? '')]))
        const target = fieldForText(fields, text)
        setTexts(target ? { ...initial, [target]: text } : initial)
        setForm(loaded)
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setMessage(wordsOf(error))
      },
    )
    return () => abort.abort()
  }, [model, text])

  useEffect(() => {
    if (form) first.current?.focus()
  }, [form])

  const create = async () => {
    if (!form || isBusy) return
    const { values, faults } = read(editable(form), texts)
    setErrors(faults)
    if (Object.keys(faults).length > 0) return
    setBusy(true)
    try {
      const creation = await createRelated(model, lookups, values, saveId)
      if (creation.ok) return onClose(creation.option)
      setErrors(
        Object.fromEntries(creation.problems.flatMap((each) => (each.field ? [[each.field, each.message]] : []))),
      )
      setMessage(
        creation.message ||
          creation.problems
            .filter((each) => !each.field)
            .map((each) => each.message)
            .join('. '),
      )
    } catch (error) {
      setMessage(wordsOf(error))
    }
    setBusy(false)
  }

  const singular = form ? midSentence(form.singular) : 'record'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose(null)}
      title={`New ${singular}`}
      onSave={() => void create()}
      footer={
        <>
          <Button onClick={() => onClose(null)}>Cancel</Button>
          <Button kind="primary" busy={isBusy} disabled={!form} onClick={() => void create()}>
            Create {singular}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {message ? (
          <p role="alert" className="text-problem text-sm">
            {message}
          </p>
        ) : null}
        {form
          ? editable(form).map((field, index) => (
              <FieldFrame
                key={field.name}
                label={field.label}
                required={field.required}
                help={field.help}
                error={errors[field.name]}
              >
                {(control) => (
                  <Control
                    {...control}
                    field={field}
                    text={texts[field.name] ?? ''}
                    inputRef={index === 0 ? first : undefined}
                    onChange={(next) => setTexts((last) => ({ ...last, [field.name]: next }))}
                    onEnter={() => void create()}
                  />
                )}
              </FieldFrame>
            ))
          : null}
      </div>
    </Dialog>
  )
}

type ControlProps = {
  id: string
  field: Field
  text: string
  inputRef?: React.Ref<HTMLInputElement>
  onChange: (text: string) => void
  onEnter: () => void
}

function Control({ field, text, inputRef, onChange, onEnter, ...control }: ControlProps) {
  if (field.kind === 'choice')
    return (
      <ChoiceSelect {...control} choices={field.choices} required={field.required} value={text} onChange={onChange} />
    )
  if (field.kind === 'boolean')
    return (
      <Checkbox
        {...control}
        checked={text === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    )
  if (field.kind === 'text' && field.multiline)
    return <Textarea {...control} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
  return (
    <TextInput
      {...control}
      ref={inputRef}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        onEnter()
      }}
    />
  )
}

/** A relation of the new record itself is set on its own page. */
function editable(form: Form): Field[] {
  return form.fields.filter((field) => !field.readOnly && field.kind !== 'lookup' && field.kind !== 'relation')
}

function read(fields: readonly Field[], texts: Record<string, string>) {
  const values: Record<string, Scalar> = {}
  const faults: Record<string, string> = {}
  for (const field of fields) {
    const content = readCell(field, texts[field.name] ?? '')
    if (isUnsettled(content)) faults[field.name] = content.message
    else {
      const checked = checkValue(field, content)
      if (checked.ok) values[field.name] = checked.value
      else faults[field.name] = checked.message
    }
  }
  return { values, faults }
}

function wordsOf(error: unknown): string {
  if (error instanceof SearchError && error.status === 403) return 'You may not add these records.'
  return 'The server did not answer. Nothing was created; try again.'
}
