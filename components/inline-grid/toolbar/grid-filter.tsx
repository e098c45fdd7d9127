import { ListFilter } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Field, Scalar } from '@/admin/engine/form'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel } from '@/components/inline-grid/session/use-grid'
import { type FieldChoice, fieldChoices } from '@/components/inline-grid/values/field-choices'
import { Button } from '@/components/ui/button'
import { useLateMenu } from '@/components/ui/use-late-menu'
import { GridSort } from './grid-sort'

const FilterMenu = lazy(() => import('./filter-menu').then(({ FilterMenu }) => ({ default: FilterMenu })))

/** One menu for each column of few values: which of them the rows may have; and one for the order. */
export function GridFilters({ session }: { session: GridSession }) {
  return (
    <>
      {session.model.fields.map((field) => {
        const values = fieldChoices(field)
        return values && <GridFilter key={field.name} session={session} field={field} values={values} />
      })}
      <GridSort session={session} />
    </>
  )
}

type GridFilterProps = { session: GridSession; field: Field; values: readonly FieldChoice[] }

function GridFilter({ session, field, values }: GridFilterProps) {
  const { model } = session
  const { button, menu, isWanted } = useLateMenu()
  useModel(model, ({ arrangement }) => JSON.stringify(arrangement.values[field.name] ?? null))
  const chosen = model.arrangement.values[field.name] ?? []
  const toggle = (value: Scalar, isOn: boolean) => {
    const next = isOn ? [...chosen, value] : chosen.filter((each) => each !== value)
    const { [field.name]: _, ...others } = model.arrangement.values
    model.apply({ ...model.arrangement, values: next.length > 0 ? { ...others, [field.name]: next } : others })
    session.announceShown()
  }
  const words = values.filter(({ value }) => chosen.includes(value)).map(({ text }) => text)
  return (
    <>
      <Button {...button} kind="quiet" size="small" icon={<ListFilter aria-hidden />}>
        {field.label}
        {words.length > 0 ? `: ${words.join(', ')}` : ''}
      </Button>
      {isWanted ? (
        <Suspense>
          <FilterMenu menu={menu} label={field.label} values={values} chosen={chosen} onToggle={toggle} />
        </Suspense>
      ) : null}
    </>
  )
}
