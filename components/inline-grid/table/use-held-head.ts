import { type RefObject, useEffect } from 'react'

/**
 * Keeps the head of a grid that scrolls sideways in sight down the page in browsers without a box that scrolls one way
 * alone: there the head would stick to its box, and go with it. While the box crosses the upper edge of the window, the head
 * is held there (`data-head-held`) and follows the box sideways.
 */
export function useHeldHead(frame: RefObject<HTMLElement | null>, isNarrow: boolean): void {
  useEffect(() => {
    const { current: box } = frame
    const head = box?.querySelector('thead')
    if (!isNarrow || !box || !head) return
    let stop: (() => void) | undefined
    const observer = new ResizeObserver(() => {
      // It stays clipped where it scrolls sideways alone, and is visible where rows are cards.
      const isLost = getComputedStyle(box).overflowY === 'hidden'
      if (!isLost) stop?.()
      stop = isLost ? (stop ?? holdHead(box, head)) : undefined
      box.style.setProperty('--head-left', `${box.getBoundingClientRect().left}px`)
      box.style.setProperty('--head-width', `${box.clientWidth}px`)
    })
    observer.observe(box)
    return () => {
      observer.disconnect()
      stop?.()
    }
  }, [frame, isNarrow])
}

function holdHead(box: HTMLElement, head: HTMLElement): () => void {
  let hasBegun = false
  let hasEnded = false
  const hold = () => {
    box.toggleAttribute('data-head-held', hasBegun && !hasEnded)
    head.scrollLeft = box.scrollLeft
  }
  const watch = (rootMargin: string, tell: (isInSight: boolean) => void) => {
    const observer = new IntersectionObserver(
      (entries) => {
        tell(entries.at(-1)?.isIntersecting === true)
        hold()
      },
      { rootMargin },
    )
    observer.observe(box)
    return observer
  }
  const observers = [
    watch('0px 0px -100% 0px', (isAtEdge) => {
      hasBegun = isAtEdge
    }),
    watch(`-${head.offsetHeight}px 0px 0px 0px`, (isBelowHead) => {
      hasEnded = !isBelowHead
    }),
  ]
  const follow = ({ target }: Event) => {
    if (target === box) head.scrollLeft = box.scrollLeft
    else if (target === head) box.scrollLeft = head.scrollLeft
  }
  box.addEventListener('scroll', follow, { capture: true, passive: true })
  return () => {
    for (const observer of observers) observer.disconnect()
    box.removeEventListener('scroll', follow, { capture: true })
    box.removeAttribute('data-head-held')
  }
}
