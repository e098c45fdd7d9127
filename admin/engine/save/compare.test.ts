import { getTableName } from 'drizzle-orm'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enrollments } from '@/db/schema/courses'
import { inline } from '../define'
import type { Field, Scalar } from '../form'
import { compare } from './compare'
import type { Part } from './part'
import type { Values } from './value'

const fields: Field[] = ['studentId', 'status'].map((name) => ({
  name,
  label: name,
  required: false,
  readOnly: false,
  kind: 'text',
}))
const part: Part = {
  inline: getTableName(enrollments),
  declared: inline(enrollments, { parent: 'courseId', fields: ['studentId', 'status'] }),
  table: enrollments,
  slug: 'enrollments',
  parent: 'courseId',
  fields: new Map(fields.map((field) => [field.name, field])),
  heading: 'studentId',
  singular: 'Enrollment',
  plural: 'Enrollments',
}

const value = fc.constantFrom<Scalar>('a', 'b', 'c', null)
const row = fc.record({ studentId: value, status: value })
const rows = fc.dictionary(fc.constantFrom('1', '2', '3', '4'), row)

describe('compare', () => {
  test('a model of three-way merging: what is written is exactly what I changed and nobody else did', () => {
    const situation = fc.record({
      seen: rows,
      mine: rows,
      theirs: rows,
      deletedByThem: fc.subarray(['1', '2', '3', '4']),
      deletedByMe: fc.subarray(['1', '2', '3', '4']),
    })
    fc.assert(
      fc.property(situation, ({ seen, mine, theirs, deletedByThem, deletedByMe }) => {
        const gone = new Set(deletedByThem)
        const stored = new Map(
          Object.entries(seen)
            .filter(([id]) => !gone.has(id))
            .map(([id, values]) => [Number(id), { ...values, ...theirs[id] } as Values]),
        )
        const edited = Object.entries(seen).filter(([id]) => mine[id] && !deletedByMe.includes(id))
        const update = edited.map(([id, from]) => ({
          id: Number(id),
          changes: new Map(
            Object.entries(mine[id] as Values)
              .filter(([name, to]) => to !== from[name as keyof typeof from])
              .map(([name, to]) => [name, [from[name as keyof typeof from], to] as const]),
          ),
        }))
        const remove = deletedByMe.flatMap((id) => (seen[id] ? { id: Number(id), from: seen[id] as Values } : []))
        const result = compare(part, { create: [], update, remove }, stored)

        for (const { id, changes } of update) {
          const now = stored.get(id)
          if (!now) {
            expect(result.missing.updates).toContain(id)
            continue
          }
          for (const [name, [from, to]] of changes) {
            const written = result.updates.get(id)
            const clash = result.clashes.find((each) => each.id === id && each.field === name)
            const theirsNow = now[name]
            if (theirsNow === to) expect([written?.[name], clash]).toEqual([undefined, undefined])
            else if (theirsNow === from) expect(written?.[name]).toBe(to)
            else expect(clash).toEqual({ id, field: name, yours: to, theirs: theirsNow })
          }
        }
        for (const [id, written] of result.updates)
          for (const [name, to] of Object.entries(written)) {
            const asked = update.find((each) => each.id === id)?.changes.get(name)
            expect(asked?.[1]).toBe(to)
            expect(asked?.[0]).toBe(stored.get(id)?.[name])
          }
        for (const { id, from } of remove) {
          const now = stored.get(id)
          const changed = Object.keys(from).filter((name) => now && now[name] !== from[name])
          expect(result.removals.includes(id)).toBe(now !== undefined)
          expect(result.changedRemovals.find((each) => each.id === id)?.fields ?? []).toEqual(now ? changed : [])
        }
      }),
      { seed: 4, numRuns: 1_000 },
    )
  })

  test('settling with what is stored now always goes through: keeping mine never loops', () => {
    fc.assert(
      fc.property(row, row, (stored, mine) => {
        const changes = new Map(
          Object.entries(mine).map(([name, to]) => [name, [stored[name as keyof typeof stored], to] as const]),
        )
        const result = compare(part, { create: [], update: [{ id: 1, changes }], remove: [] }, new Map([[1, stored]]))
        expect(result.clashes).toEqual([])
        expect({ ...stored, ...result.updates.get(1) }).toEqual(mine)
      }),
      { seed: 5 },
    )
  })
})
