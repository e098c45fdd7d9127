'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { AppLink } from '@/components/navigation/app-link'
import { classNames } from './class-names'
import { Kbd } from './kbd'

type MenuProps = {
  /** The button that opens it, as an element: `<IconButton …/>`, `<Button …/>`. */
  trigger: ReactElement
  children: ReactNode
  side?: 'top' | 'bottom'
  align?: 'start' | 'end'
  /** Its button stays where it is while the page scrolls; so does the menu, which else follows a frame later. */
  sticks?: boolean
}

/** A menu of a few actions under the button that opens it. */
export function Menu({ trigger, children, side = 'bottom', align = 'end', sticks = false }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <MenuPopup side={side} align={align} sticks={sticks}>
        {children}
      </MenuPopup>
    </Base.Root>
  )
}

type MenuPopupProps = Required<Pick<MenuProps, 'children' | 'side' | 'align'>> & {
  sticks?: boolean
  /** The element that it stands at when that is no trigger of its own; the focus goes back there. */
  anchor?: RefObject<HTMLElement | null>
  label?: string
}

/** What opens: the list itself, in the root of a menu. */
export function MenuPopup({ children, side, align, anchor, label, sticks }: MenuPopupProps) {
  return (
    <Base.Portal>
      <Base.Positioner
        side={side}
        align={align}
        sideOffset={4}
        anchor={anchor}
        positionMethod={sticks ? 'fixed' : 'absolute'}
        className="z-50 outline-none"
      >
        <Base.Popup
          aria-label={label}
          finalFocus={anchor}
          className="min-w-44 max-w-80 rounded-lg bg-surface py-1 text-text shadow-float outline-none transition-[opacity,scale] ease-out data-ending-style:scale-98 data-starting-style:scale-98 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

const itemClass = [
  'mx-1 flex min-h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none',
  'coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted',
  'data-highlighted:bg-hover data-disabled:text-faint',
].join(' ')

type ItemProps = { icon?: ReactNode; children: ReactNode; kbd?: string }

export function MenuItem(props: ItemProps & { onSelect: () => void; danger?: boolean; disabled?: boolean }) {
  const { icon, children, kbd, onSelect, danger, disabled } = props
  return (
    <Base.Item
      onClick={onSelect}
      disabled={disabled}
      className={classNames(itemClass, danger && 'text-problem [&_svg]:text-problem data-highlighted:bg-problem-soft')}
    >
      {icon}
      <span className="flex-1">{children}</span>
      {kbd ? <Kbd keys={kbd} /> : null}
    </Base.Item>
  )
}

export function MenuLink({ icon, children, href }: ItemProps & { href: string }) {
  return (
    <Base.LinkItem render={<AppLink href={href} />} closeOnClick className={itemClass}>
      {icon}
      <span className="flex-1">{children}</span>
    </Base.LinkItem>
  )
}

type MenuChoicesProps<Value extends string> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  choices: readonly { value: Value; label: string; icon?: ReactNode }[]
}

/** One of a few, chosen inside the menu. */
export function MenuChoices<Value extends string>({ label, value, onChange, choices }: MenuChoicesProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      <MenuLabel>{label}</MenuLabel>
      {choices.map((choice) => (
        <Base.RadioItem key={choice.value} value={choice.value} className={itemClass}>
          {choice.icon}
          <span className="flex-1">{choice.label}</span>
          <Base.RadioItemIndicator>
            <Check aria-hidden />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-3 pt-1.5 pb-1 text-faint text-xs">{children}</div>
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}
