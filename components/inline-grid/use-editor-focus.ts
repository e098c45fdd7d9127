import { type RefObject, useLayoutEffect } from 'react'
import type { Editing } from './grid-session'

/**
 * Focuses an editor as it appears, before the key press that opened it reaches the page, so that no character is lost:
 * typed text goes on behind its last character, a text opened with Enter is selected.
 */
export function useEditorFocus(
  input: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  editing: Editing,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor appears.
  useLayoutEffect(() => {
    const element = input.current
    if (!element) return
    element.focus({ preventScroll: true })
    const end = element.value.length
    element.setSelectionRange(editing.mode === 'caret' ? 0 : end, end)
  }, [])
}
