import * as z from 'zod/mini'
import { checkValue, type Field, type Scalar } from './form'

/** `checkValue` as a zod schema, for react-hook-form's resolver and for parsing a batch. */
export function fieldSchema(field: Field) {
  return z.pipe(
    z.unknown(),
    z.transform((input, context): Scalar => {
      const result = checkValue(field, input)
      if (result.ok) return result.value
      context.issues.push({ code: 'custom', message: result.message, input })
      return z.NEVER
    }),
  )
}
