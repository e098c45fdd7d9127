import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { type BulkRequest, maxExcept } from '../bulk-change'
import { holdsPrototypeKey } from '../prototype-key'

const id = z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER))
const cursor = z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const name = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/))

const target = {
  inline: name,
  q: z.string().check(z.maxLength(500)),
  values: z.record(name, z.array(scalar).check(z.maxLength(100))),
  except: z.array(id).check(z.maxLength(maxExcept)),
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('set'), field: name, to: scalar }),
    z.strictObject({ kind: z.literal('delete') }),
  ]),
}

const portion = { saveId: z.uuid(), cursor }

const schema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('preview'), id, target: z.strictObject(target) }),
  z.strictObject({
    kind: z.literal('portion'),
    id,
    run: z.strictObject({ ...target, runId: z.uuid(), upTo: cursor }),
    ...portion,
  }),
  z.strictObject({ kind: z.literal('revert'), id, inline: name, runId: z.uuid(), revertId: z.uuid(), ...portion }),
])

/** Reads what a browser sent; undefined for what none of ours would send. */
export function readBulk(input: unknown): BulkRequest | undefined {
  if (holdsPrototypeKey(input)) return undefined
  const parsed = schema.safeParse(input)
  return parsed.success ? parsed.data : undefined
}

/** What tells one request from another under the same id. */
export function bulkDigest(...request: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex')
}
