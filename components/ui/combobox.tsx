'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, X } from 'lucide-react'
import type { ReactNode, RefObject, UIEvent } from 'react'
import { classNames } from './class-names'
import { controlClass } from './control-class'
import { Spinner } from './spinner'

export type ComboboxProps<Item> = {
  /** What the list offers now; the server has filtered it already. */
  items: readonly Item[]
  value: Item | null
  onChange: (value: Item | null) => void
  query: string
  /** The field's text changed: `typed` by the person, or put there by the combobox (a choice's label, nothing). */
  onQuery: (query: string, typed: boolean) => void
  keyOf: (item: Item) => string | number
  labelOf: (item: Item) => string
  /** A second line that tells like-named items apart. */
  detailOf?: (item: Item) => ReactNode
  /** Said under the list and to assistive technology: searching, nothing found, out of reach. */
  status?: string
  busy?: boolean
  /** There are more items; called when the end of the list comes near. */
  onMore?: () => void
  onOpen?: (open: boolean) => void
  /** It is put in the place of what was clicked, so its list shows at once. */
  defaultOpen?: boolean
  clearable?: boolean
  disabled?: boolean
  readOnly?: boolean
  autoFocus?: boolean
  placeholder?: string
  inputRef?: RefObject<HTMLInputElement | null>
  className?: string
  id?: string
  'aria-label'?: string
  'aria-labelledby'?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  'aria-required'?: true
}

/** A field that searches as one types. Load it on first use: it is the largest of the primitives. */
export function Combobox<Item>(props: ComboboxProps<Item>) {
  const { items, value, labelOf, keyOf, busy, status, clearable, disabled, readOnly } = props
  return (
    <Base.Root<Item>
      items={items}
      filter={null}
      value={value}
      onValueChange={props.onChange}
      inputValue={props.query}
      onInputValueChange={(query, { reason }) => props.onQuery(query, reason === 'input-change')}
      itemToStringLabel={labelOf}
      isItemEqualToValue={(item, other) => keyOf(item) === keyOf(other)}
      onOpenChange={props.onOpen}
      defaultOpen={props.defaultOpen}
      autoHighlight
      disabled={disabled}
      readOnly={readOnly}
    >
      <Base.InputGroup className={classNames('relative flex w-full', props.className)}>
        <Base.Input
          ref={props.inputRef}
          id={props.id}
          autoFocus={props.autoFocus}
          placeholder={props.placeholder}
          aria-label={props['aria-label']}
          aria-labelledby={props['aria-labelledby']}
          aria-describedby={props['aria-describedby']}
          aria-invalid={props['aria-invalid']}
          aria-required={props['aria-required']}
          className={classNames(controlClass, 'h-control pl-2.5', clearable && value ? 'pr-15' : 'pr-8')}
        />
        <span className="absolute inset-y-0 right-1 flex items-center text-muted [&_svg]:size-4">
          {clearable && value && !readOnly ? (
            <Base.Clear
              aria-label="Clear"
              className="flex size-6 items-center justify-center rounded-sm hover:bg-hover"
            >
              <X aria-hidden />
            </Base.Clear>
          ) : null}
          <Base.Trigger aria-label="Show choices" className="flex size-6 items-center justify-center rounded-sm">
            {busy ? <Spinner className="animate-wait" /> : <ChevronsUpDown aria-hidden className="size-3.5!" />}
          </Base.Trigger>
        </span>
      </Base.InputGroup>
      <ComboboxPopup status={status} onMore={props.onMore}>
        {(item: Item) => (
          <ComboboxOption key={keyOf(item)} value={item} label={labelOf(item)} detail={props.detailOf?.(item)} />
        )}
      </ComboboxPopup>
    </Base.Root>
  )
}

type ComboboxPopupProps<Item> = { status?: string; onMore?: () => void; children: (item: Item) => ReactNode }

/** The list under a combobox's field: for compositions of one's own inside `Combobox.Root` of Base UI. */
export function ComboboxPopup<Item>({ status, onMore, children }: ComboboxPopupProps<Item>) {
  const nearEnd = ({ currentTarget: list }: UIEvent<HTMLElement>) => {
    if (list.scrollHeight - list.scrollTop - list.clientHeight < 120) onMore?.()
  }
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={4} align="start" className="z-50 outline-none">
        <Base.Popup className="w-max min-w-[var(--anchor-width)] max-w-[min(32rem,var(--available-width))] rounded-lg bg-surface text-text shadow-float transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
          <Base.List
            onScroll={onMore && nearEnd}
            className="max-h-[min(22rem,var(--available-height))] overflow-y-auto overscroll-contain scroll-py-1 py-1 outline-none data-empty:p-0"
          >
            {children}
          </Base.List>
          <Base.Status
            className={status ? 'border-line border-t px-3 py-2 text-muted text-xs first:border-t-0' : 'sr-only'}
          >
            {status}
          </Base.Status>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

type ComboboxOptionProps<Item> = { value: Item; label: string; detail?: ReactNode }

/** One option: its name begins with the label, what tells it apart follows. */
export function ComboboxOption<Item>({ value, label, detail }: ComboboxOptionProps<Item>) {
  return (
    <Base.Item
      value={value}
      className="mx-1 flex min-h-8 cursor-default select-none items-baseline gap-2 rounded-sm px-2 py-1.5 text-sm outline-none data-highlighted:bg-hover coarse:min-h-11"
    >
      <span className="min-w-0 truncate">{label}</span>
      {detail ? <span className="min-w-0 truncate text-muted text-xs">{detail}</span> : null}
      <Base.ItemIndicator className="ml-auto self-center">
        <Check aria-hidden className="size-4 text-accent" />
      </Base.ItemIndicator>
    </Base.Item>
  )
}
