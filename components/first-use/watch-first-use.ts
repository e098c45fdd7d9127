/** Something that was done to a page before the part it was done to had handlers. */
export type EarlyEvent = {
  event: Event
  target: Element
  /** What a field held after it was typed into. */
  text?: string
  /** What was pasted: the clipboard can be read during the event and not afterwards. */
  pasted?: DataTransfer
}

/** The page's own account of its first use. */
export type FirstUse = {
  /** Resolves with the first sign that somebody uses the page. */
  used: Promise<void>
  use: () => void
  /** Resolves when no input method is in the middle of a text. */
  settled: Promise<void>
  kept: EarlyEvent[]
  /** The page hears again what was done to it: what is done now waits for its turn, the page moves the focus itself. */
  isStarted: boolean
  /** While it is true, events are those of the replay and not kept. */
  isReplaying: boolean
  /** Nothing is kept any more. */
  end: () => void
}

declare global {
  var firstUse: FirstUse | undefined
}

/**
 * Notes the first sign that somebody uses the page, and keeps what is done to parts that are not started yet
 * (`data-first-use`), in order: presses, keys, typed and pasted text. Fields take text by themselves meanwhile, the focus
 * goes where it is put.
 *
 * It stands as text in the page, in front of all scripts, and therefore uses nothing from outside of itself.
 */
export function watchFirstUse(): void {
  const listening = new AbortController()
  const kept: EarlyEvent[] = []
  let use = () => {}
  const used = new Promise<void>((resolve) => {
    use = resolve
  })
  const page: FirstUse = {
    used,
    use,
    settled: Promise.resolve(),
    kept,
    isStarted: false,
    isReplaying: false,
    end: () => listening.abort(),
  }
  globalThis.firstUse = page

  const on = <E extends Event>(
    types: string,
    listener: (event: E, target: Element) => void,
    targetOf = (event: Event) => event.target,
  ) => {
    for (const type of types.split(' '))
      addEventListener(
        type,
        (event) => {
          const target = targetOf(event)
          if (!page.isReplaying && target instanceof Element && target.closest('[data-first-use]'))
            listener(event as E, target)
        },
        { capture: true, signal: listening.signal },
      )
  }
  const keep = (event: Event, target: Element, pasted?: DataTransfer) => {
    kept.push({ event, target, pasted })
    event.stopImmediatePropagation()
  }
  const take = (event: Event, target: Element, pasted?: DataTransfer) => {
    keep(event, target, pasted)
    event.preventDefault()
  }
  const cellOf = (target: Element) => target.closest<HTMLElement>('td[data-column], th[data-column]')
  /**
   * Where the focus goes from a button that was pressed, or that an earlier key has just led to, is for the page to say: what
   * is typed now is meant for there.
   */
  const isPressed = (target: Element) =>
    target.matches('button') &&
    ((page.isStarted && kept.length > 0) ||
      kept.some(({ event, target: pressed }) => event.type === 'click' && target.contains(pressed)))
  const isField = (target: Element) => target.closest('input, textarea, select, label') !== null

  for (const type of 'pointermove pointerdown touchstart wheel scroll keydown focusin beforeprint'.split(' '))
    addEventListener(type, use, { capture: true, once: true, passive: true })

  addEventListener(
    'beforeunload',
    (event) => {
      // Nothing else could save it yet.
      if (kept.some(({ event: { type } }) => /^(keydown|input|change|beforeinput|paste)$/.test(type)))
        event.preventDefault()
    },
    { signal: listening.signal },
  )

  on('focusin', (event, target) => {
    if (!page.isStarted) keep(event, target)
  })

  // The focus follows a press by itself, until the page is there to decide.
  on('mousedown mouseup dblclick', (event: MouseEvent, target) => {
    if (event.button !== 0 || isField(target)) return
    keep(event, target)
    if (page.isStarted) event.preventDefault()
  })
  on('click', (event: MouseEvent, target) => {
    const link = target.closest('a')
    const isElsewhere = link !== null && (link.target !== '' || event.ctrlKey || event.metaKey || event.shiftKey)
    // What opens by itself waits for nobody.
    const isFold = target.closest('summary') !== null
    if (!isField(target) && !isElsewhere && !isFold) take(event, target)
  })
  on('contextmenu submit', (event, target) => {
    if (event.type === 'submit' || cellOf(target)) take(event, target)
  })

  on('keydown', (event: KeyboardEvent, target) => {
    const { key, isComposing, keyCode } = event
    const isCommand = event.ctrlKey || event.metaKey
    if (isCommand && /^s$/i.test(key)) return take(event, target)
    // An input method's keys say 229 and nothing else.
    const wasPressed = isPressed(target)
    if (!(cellOf(target) || wasPressed) || isComposing || keyCode === 229) return
    const isPress = !wasPressed && target.closest('[type=checkbox], button, a') !== null && /^( |Enter)$/.test(key)
    const ours = isCommand
      ? /^(Arrow\w+|Home|End|Enter|Backspace|[ adrzyf/-])$/i
      : event.altKey
        ? /^Arrow(Up|Down)$/
        : /^(.|Arrow\w+|Home|End|Page\w+|Tab|Enter|F2|F6|F8|Escape|Backspace|Delete)$/u
    if (!isPress && ours.test(key)) take(event, target)
  })
  // Firefox presses a button at the end of the key, whatever became of its beginning.
  on('keyup', (event: KeyboardEvent, target) => {
    if (event.key === ' ' && isPressed(target)) event.preventDefault()
  })
  on('beforeinput', (event: InputEvent, target) => {
    if (cellOf(target) && !isField(target) && !event.isComposing) take(event, target)
  })
  on('input change', (event, target) => {
    if (!isField(target)) return
    const isOfField = (each?: EarlyEvent) => each?.target === target && each.event.type === event.type
    // What waits of the field is older than what it holds now.
    if (page.isStarted) {
      for (const each of kept) if (isOfField(each)) each.text = undefined
      return
    }
    const text = (target as HTMLInputElement).value
    const last = kept.at(-1)
    if (last && event.type === 'input' && isOfField(last)) last.text = text
    else kept.push({ event, target, text })
  })
  on('compositionstart', (_event: CompositionEvent, target) => {
    const cell = cellOf(target)
    if (page.isStarted || !cell || isField(target)) return
    const drawn = [...cell.cloneNode(true).childNodes]
    page.settled = new Promise((resolve) => {
      const end = (event: Event) => {
        cell.replaceChildren(...drawn)
        const { data } = event as CompositionEvent
        const init = { data, inputType: 'insertText', bubbles: true, cancelable: true }
        if (data !== '') kept.push({ event: new InputEvent('beforeinput', init), target: cell })
        resolve()
      }
      addEventListener('compositionend', end, { capture: true, once: true })
    })
  })

  // Firefox sends these to the selection, which a cell has none of yet.
  const focused = () => document.activeElement
  on(
    'copy cut',
    (event, target) => {
      if (cellOf(target) && !isField(target)) take(event, target)
    },
    focused,
  )
  on(
    'paste',
    (event: ClipboardEvent, target) => {
      if (!(cellOf(target) || isPressed(target)) || isField(target)) return
      const pasted = new DataTransfer()
      for (const type of event.clipboardData?.types ?? [])
        if (type !== 'Files') pasted.setData(type, event.clipboardData?.getData(type) ?? '')
      take(event, target, pasted)
    },
    focused,
  )
}
