type Press = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }

/** Whether a press is that of the keys that save: Control+S, or Meta+S on a Mac. */
export function isSaveKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): boolean {
  return key.toLowerCase() === 's' && ctrlKey !== metaKey && !shiftKey && !altKey
}
