import * as z from 'zod/mini'

const id = z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER))
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const name = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/))
const change = z.tuple([scalar, scalar])
const newKey = z.string().check(z.regex(/^new:[0-9a-f-]{36}$/))

/**
 * The shape of a batch, before anything is known of the model: unknown keys are refused at every level. Names and values
 * are then judged against the form, so that each problem finds its cell.
 */
export const batchSchema = z.strictObject({
  saveId: z.uuid(),
  record: z.record(name, change),
  inlines: z.record(
    name,
    z.strictObject({
      create: z.array(z.strictObject({ key: newKey, values: z.record(name, scalar) })),
      update: z.array(z.strictObject({ id, changes: z.record(name, change) })),
      delete: z.array(z.strictObject({ id, from: z.record(name, scalar) })),
    }),
  ),
  picks: z.record(name, z.strictObject({ add: z.array(id), remove: z.array(id) })),
  rows: z.int().check(z.minimum(0)),
})
