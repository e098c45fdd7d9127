/** The id of the element that holds the control of one of the record's own fields or picks. */
export function fieldElementId(name: string): string {
  return `field-${name}`
}

const focusable = 'input:not([type="hidden"]), textarea, select, button, a[href]'

/** Focuses a field's control, or the element itself when it is one. Answers whether there is such an element. */
export function focusElement(id: string): boolean {
  const element = document.getElementById(id)
  const target = element?.matches(focusable) ? element : element?.querySelector<HTMLElement>(focusable)
  target?.focus()
  // What stands in the bar of the page is in sight wherever the page is scrolled to.
  target?.scrollIntoView({ block: id.startsWith('save-') ? 'nearest' : 'center' })
  return target !== undefined && target !== null
}

/** The nearest element around the focus that has an id of its own, to find the place again on another page. */
export function focusedElementId(): string | null {
  return document.activeElement?.closest('[id^="field-"], [id^="save-"]')?.id ?? null
}
