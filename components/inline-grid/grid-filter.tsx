import { Menu as Base } from '@base-ui/react/menu'
import { Check, ListFilter } from 'lucide-react'
import type { Field, Scalar } from '@/admin/engine/form'
import { Button } from '@/components/ui/button'
import { StatusDot } from '@/components/ui/status-pill'
import type { GridSession } from './grid-session'
import { useModel } from './use-grid'

/** One menu for each column of few values: which of them the rows may have. */
export function GridFilters({ session }: { session: GridSession }) {
  return session.model.fields.map((field) => {
    const values = valuesOf(field)
    return values && <GridFilter key={field.name} session={session} field={field} values={values} />
  })
}

type Value = { value: Scalar; text: string; tone?: number }
type GridFilterProps = { session: GridSession; field: Field; values: readonly Value[] }

function GridFilter({ session, field, values }: GridFilterProps) {
  const { model } = session
  useModel(model, ({ arrangement }) => JSON.stringify(arrangement.values[field.name] ?? null))
  const chosen = model.arrangement.values[field.name] ?? []
  const toggle = (value: Scalar, isOn: boolean) => {
    const next = isOn ? [...chosen, value] : chosen.filter((each) => each !== value)
    const { [field.name]: _, ...others } = model.arrangement.values
    model.apply({ ...model.arrangement, values: next.length > 0 ? { ...others, [field.name]: next } : others })
  }
  const words = values.filter(({ value }) => chosen.includes(value)).map(({ text }) => text)
  return (
    <Base.Root modal={false}>
      <Base.Trigger
        render={
          <Button kind="quiet" size="small" icon={<ListFilter aria-hidden />}>
            {field.label}
            {words.length > 0 ? `: ${words.join(', ')}` : ''}
          </Button>
        }
      />
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={4} className="z-50 outline-none">
          <Base.Popup className="min-w-44 rounded-lg bg-surface py-1 text-text shadow-float outline-none">
            {values.map(({ value, text, tone }) => (
              <Base.CheckboxItem
                key={text}
                checked={chosen.includes(value)}
                onCheckedChange={(isOn) => toggle(value, isOn)}
                className="mx-1 flex min-h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-highlighted:bg-hover coarse:min-h-11"
              >
                <span className="size-4">
                  <Base.CheckboxItemIndicator>
                    <Check aria-hidden className="size-4 text-accent" />
                  </Base.CheckboxItemIndicator>
                </span>
                {tone === undefined ? null : <StatusDot tone={tone} />}
                {text}
              </Base.CheckboxItem>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function valuesOf(field: Field): Value[] | undefined {
  if (field.kind === 'choice')
    return field.choices.map((choice, tone) => ({ value: choice.value, text: choice.label, tone }))
  if (field.kind === 'boolean')
    return [
      { value: true, text: 'Yes' },
      { value: false, text: 'No' },
    ]
  return undefined
}
