/** No request of ours has objects within objects more often than this; what lies deeper fits no schema. */
const deepest = 8

/**
 * Whether a request holds a key of this name anywhere. JSON may, and parsers drop it in silence: a filter without it
 * would match more, and nothing of ours sends it.
 */
export function holdsPrototypeKey(value: unknown, deep = deepest): boolean {
  if (typeof value !== 'object' || value === null || deep === 0) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some((part) => holdsPrototypeKey(part, deep - 1))
}
