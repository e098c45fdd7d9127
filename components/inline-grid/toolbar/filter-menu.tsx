import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { Scalar } from '@/admin/engine/form'
import type { FieldChoice } from '@/components/inline-grid/values/field-choices'
import { StatusDot } from '@/components/ui/status-pill'
import type { LateMenu } from '@/components/ui/use-late-menu'

type FilterMenuProps = {
  menu: LateMenu
  label: string
  values: readonly FieldChoice[]
  chosen: readonly Scalar[]
  onToggle: (value: Scalar, isOn: boolean) => void
}

/** The values that a column's rows may be narrowed to. */
export function FilterMenu({ menu, label, values, chosen, onToggle }: FilterMenuProps) {
  return (
    <Menu.Root {...menu.root}>
      <Menu.Portal>
        <Menu.Positioner anchor={menu.opener} align="start" sideOffset={4} className="z-50 outline-none">
          <Menu.Popup
            aria-label={label}
            finalFocus={menu.opener}
            className="min-w-44 rounded-lg bg-surface py-1 text-text shadow-float outline-none"
          >
            {values.map(({ value, text, tone }) => (
              <Menu.CheckboxItem
                key={text}
                checked={chosen.includes(value)}
                onCheckedChange={(isOn) => onToggle(value, isOn)}
                className="mx-1 flex min-h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-highlighted:bg-hover coarse:min-h-11"
              >
                <span className="size-4">
                  <Menu.CheckboxItemIndicator>
                    <Check aria-hidden className="size-4 text-accent" />
                  </Menu.CheckboxItemIndicator>
                </span>
                {tone === undefined ? null : <StatusDot tone={tone} />}
                {text}
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
