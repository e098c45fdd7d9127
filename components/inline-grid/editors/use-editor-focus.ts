import { type RefObject, useLayoutEffect } from 'react'
import type { Editing } from '@/components/inline-grid/session/grid-session'

/**
 * Focuses an editor as it appears, before the key press that opened it reaches the page, so that no character is lost:
 * typed text goes on behind its last character, a text opened with Enter is selected, and so is one that is searched for.
 */
export function useEditorFocus(
  input: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  editing: Editing,
  isSearch = false,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor appears.
  useLayoutEffect(() => {
    const element = input.current
    if (!element) return
    element.focus({ preventScroll: true })
    const end = element.value.length
    const isWhole = editing.whole || (isSearch && editing.mode === 'caret')
    element.setSelectionRange(isWhole ? 0 : end, end)
  }, [])
}
