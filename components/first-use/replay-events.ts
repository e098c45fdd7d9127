import { nextTabStop } from '@/components/ui/tab-stops'
import type { EarlyEvent, FirstUse } from './watch-first-use'

/** Does once more, in order, what was done to a part of the page before it had handlers, until nothing more is waiting. */
export async function replayEvents(page: FirstUse): Promise<void> {
  page.isStarted = true
  for (;;) {
    // What an event leads to is drawn before the next one, which may be meant for it.
    await new Promise((done) => setTimeout(done))
    const early = page.kept.shift()
    if (!early) break
    page.isReplaying = true
    try {
      replay(early)
    } finally {
      page.isReplaying = false
    }
  }
  page.end()
}

/**
 * Puts the texts that were typed into fields back at once, before another key is pressed: a field that starts shows what it
 * would hold without them.
 */
export function putBackTexts(page: FirstUse): void {
  const typed = page.kept.filter(({ event, target }) => event.type === 'input' && isTyped(target))
  const last = new Map(typed.map((early) => [early.target, early]))
  page.isReplaying = true
  try {
    for (const early of last.values()) replay(early)
  } finally {
    page.isReplaying = false
  }
  for (const early of typed) early.text = undefined
}

function replay({ event, target, text, pasted }: EarlyEvent): void {
  const focused = document.activeElement ?? document.body
  switch (event.type) {
    case 'focusin':
      if (focused === target) target.dispatchEvent(copyOf(event))
      else if (target instanceof HTMLElement) target.focus({ preventScroll: true })
      return
    case 'keydown':
      press(event as KeyboardEvent, focused)
      return
    case 'beforeinput':
      insert((event as InputEvent).data ?? '', focused)
      return
    case 'paste':
      if (pasted) paste(pasted, focused)
      return
    case 'copy':
    case 'cut':
      document.execCommand(event.type)
      return
    case 'submit':
      if (target instanceof HTMLFormElement) target.requestSubmit()
      return
    case 'input':
    case 'change':
      if (text !== undefined) change(target, event, text)
      return
    default:
      target.dispatchEvent(copyOf(event))
  }
}

function copyOf(event: Event): Event {
  return new (event.constructor as typeof Event)(event.type, event)
}

/** What keys with Control do in a text. */
const commands: Record<string, string> = { a: 'selectAll', y: 'redo', z: 'undo', 'shift z': 'redo' }

const removals: Record<string, string> = { Backspace: 'delete', Delete: 'forwardDelete' }

/** A key press goes to where the focus is by now; what no handler wants does what the key does by itself. */
function press(event: KeyboardEvent, focused: Element): void {
  if (!focused.dispatchEvent(copyOf(event)) || event.altKey) return
  if (event.ctrlKey || event.metaKey) {
    const command = commands[`${event.shiftKey ? 'shift ' : ''}${event.key.toLowerCase()}`]
    if (command && isTyped(focused)) document.execCommand(command)
    return
  }
  if (event.key === 'Tab') nextTabStop(focused, event.shiftKey)?.focus()
  else if (/^( |Enter)$/.test(event.key) && focused instanceof HTMLButtonElement) focused.click()
  const removal = removals[event.key]
  if (removal && isTyped(focused)) document.execCommand(removal)
  else if ([...event.key].length === 1) insert(event.key, focused)
}

function insert(data: string, focused: Element): void {
  const event = new InputEvent('beforeinput', { data, inputType: 'insertText', bubbles: true, cancelable: true })
  if (focused.dispatchEvent(event) && isTyped(focused)) document.execCommand('insertText', false, data)
}

/** A text that has the focus by now takes what was pasted as it takes what is typed. */
function paste(pasted: DataTransfer, focused: Element): void {
  if (isTyped(focused)) {
    insert(pasted.getData('text/plain'), focused)
    return
  }
  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true })
  // Firefox hands no clipboard to an event that a script makes.
  Object.defineProperty(event, 'clipboardData', { value: pasted })
  focused.dispatchEvent(event)
}

function isTyped(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
}

/** Tells a field's handlers what somebody has done to it meanwhile. */
function change(target: Element, event: Event, text: string): void {
  if (target instanceof HTMLSelectElement) {
    if (event.type !== 'change') return
    target.value = text
    target.dispatchEvent(new Event('change', { bubbles: true }))
  } else if (target instanceof HTMLInputElement && target.type === 'checkbox') {
    if (event.type !== 'change') return
    target.checked = !target.checked
    target.click()
  } else if (isTyped(target) && event.type === 'input') {
    // React tells of a change when the value is another than it last saw; it sees what is set on the element itself, and
    // not what is set by way of the prototype.
    target.value = target.defaultValue
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(target), 'value')?.set?.call(target, text)
    target.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}
