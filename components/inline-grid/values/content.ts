import type { Cell, Field, Related, Scalar } from '@/admin/engine/form'
import { isRelated, scalarOf } from '@/admin/engine/form'

/**
 * A text that stands in a cell without being a value: it cannot be read, or it is (or was) looked up among far records.
 * It stays as it was typed, with the reason, until somebody settles it.
 */
export type Unsettled = {
  readonly raw: string
  readonly state: 'invalid' | 'resolving' | 'ambiguous' | 'unknown' | 'forbidden' | 'failed'
  readonly message: string
  /** The far records that an ambiguous text may mean. */
  readonly candidates?: readonly Related[]
  /** Texts that would be accepted instead. */
  readonly suggestions?: readonly string[]
}

/** What a cell of the grid holds. */
export type Content = Cell | Unsettled

export function isUnsettled(content: Content | undefined): content is Unsettled {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
}

/** Why a text is no value, with what would be one instead where that is known. */
export function reasonOf({ message, suggestions = [] }: Unsettled): string {
  if (suggestions.length === 0) return message
  const last = suggestions.at(-1)
  const others = suggestions.slice(0, -1).join(', ')
  return `${message}. Did you mean ${others === '' ? last : `${others} or ${last}`}?`
}

/** What would be stored for a content; a text without a value travels as that text, so that nothing is dropped. */
export function storedScalar(content: Content): Scalar {
  return isUnsettled(content) ? content.raw : scalarOf(content)
}

export function isEmpty(content: Content | undefined): boolean {
  return content === null || content === undefined || content === ''
}

/** Whether two contents of one column mean the same stored value. */
export function sameContent(field: Field, a: Content, b: Content): boolean {
  if (a === b) return true
  if (isUnsettled(a) || isUnsettled(b))
    return isUnsettled(a) && isUnsettled(b) && a.raw === b.raw && a.state === b.state
  if (isRelated(a) || isRelated(b)) return scalarOf(a) === scalarOf(b)
  if (isEmpty(a) && isEmpty(b)) return true
  if (typeof a !== 'string' || typeof b !== 'string') return false
  if (field.kind === 'moment') return Date.parse(a) === Date.parse(b)
  if (field.kind === 'decimal') return plainDecimal(a) === plainDecimal(b)
  return false
}

function plainDecimal(text: string): string {
  const short = text.replace(/^(-?)0+(?=\d)/, '$1')
  return short.includes('.') ? short.replace(/\.?0+$/, '') : short
}
