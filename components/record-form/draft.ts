import * as z from 'zod/mini'
import type { Related } from '@/admin/engine/form'

const related = z.custom<Related>(
  (value) => Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string',
)
const cell = z.union([z.string(), z.number(), z.boolean(), z.null(), related])
const value = z.union([z.string(), z.boolean(), z.null(), related])

const recordDraft = z.object({
  total: z.number(),
  fields: z.record(z.string(), z.object({ from: cell, value })),
  picks: z.record(z.string(), z.object({ add: z.array(related), remove: z.array(related) })),
  /** By inline: what its grid's store made and reads again. */
  inlines: z.record(z.string(), z.unknown()),
})

/** The unsaved edits of one detail page, each with the value it was made from. */
export type RecordDraft = z.infer<typeof recordDraft>

const keptDraft = z.object({
  /** When it was written, in milliseconds. */
  at: z.number(),
  edits: recordDraft,
  /** A save whose answer had not come. */
  unanswered: z.nullable(z.object({ saveId: z.string(), body: z.string() })),
})

/** A draft as it is kept in the browser. */
export type KeptDraft = z.infer<typeof keptDraft>

/** Reads a kept draft, or nothing when it is not one (written by another version, or damaged). */
export function readDraft(text: string): KeptDraft | undefined {
  try {
    const result = keptDraft.safeParse(JSON.parse(text))
    return result.success ? result.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
