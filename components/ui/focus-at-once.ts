import type { RefObject } from 'react'

const tabbable = ':is(button, input, select, textarea):enabled, a[href], [tabindex="0"]'

/**
 * For `initialFocus` of a popup: the focus goes to `target`, or else to the first thing that can take it, in the moment that
 * the popup is drawn. Base UI alone waits for the next frame, and a key pressed until then goes to what is behind.
 */
export function focusAtOnce(popup: RefObject<HTMLElement | null>, target?: RefObject<HTMLElement | null>) {
  return (opened: string): boolean => {
    if (target && takesFocus(target.current)) return false
    // Under a finger a field would bring up the keyboard.
    const inside = opened === 'touch' ? [] : [...(popup.current?.querySelectorAll<HTMLElement>(tabbable) ?? [])]
    return !inside.some(takesFocus) && !takesFocus(popup.current)
  }
}

function takesFocus(element: HTMLElement | null): boolean {
  element?.focus({ preventScroll: true })
  return element !== null && element === element.ownerDocument.activeElement
}
