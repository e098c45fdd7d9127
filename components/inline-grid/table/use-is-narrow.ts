import { type RefObject, useEffect, useState } from 'react'

/** Whether an element is narrower than `width` pixels. */
export function useIsNarrow(element: RefObject<HTMLElement | null>, width: number): boolean {
  const [isNarrow, setNarrow] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setNarrow((entry?.contentRect.width ?? width) < width))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, width])
  return isNarrow
}
