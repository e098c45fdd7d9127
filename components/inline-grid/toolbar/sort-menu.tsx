import { Menu } from '@base-ui/react/menu'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { sortRows } from '@/components/inline-grid/session/sort-rows'
import { useModel } from '@/components/inline-grid/session/use-grid'
import { MenuChoices, MenuPopup, MenuSeparator } from '@/components/ui/menu'
import type { LateMenu } from '@/components/ui/use-late-menu'

/** By which column the rows are sorted, and which way. */
export function SortMenu({ session, menu }: { session: GridSession; menu: LateMenu }) {
  const { model } = session
  const field = useModel(model, ({ arrangement: { sort } }) => sort?.field ?? '')
  const isDescending = useModel(model, ({ arrangement: { sort } }) => sort?.descending ?? false)
  const columns = model.fields.map(({ name, label }) => ({ value: name, label }))
  return (
    <Menu.Root {...menu.root}>
      <MenuPopup side="bottom" align="start" anchor={menu.opener} label="Sort">
        <MenuChoices
          label="Sort by"
          value={field}
          onChange={(next) => sortRows(session, next === '' ? null : { field: next, descending: isDescending })}
          choices={[{ value: '', label: 'First order' }, ...columns]}
        />
        {field === '' ? null : (
          <>
            <MenuSeparator />
            <MenuChoices
              label="Direction"
              value={isDescending ? 'descending' : 'ascending'}
              onChange={(way) => sortRows(session, { field, descending: way === 'descending' })}
              choices={[
                { value: 'ascending', label: 'Ascending' },
                { value: 'descending', label: 'Descending' },
              ]}
            />
          </>
        )}
      </MenuPopup>
    </Menu.Root>
  )
}
