import type { Problem } from '../batch'
import { nameOf } from '../columns'
import { type Constraint, constraintsOf, type Violation } from '../errors'
import type { PartWork } from './judge'
import { type Part, placeIn } from './part'

/**
 * The place of a broken constraint that no check of ours foresaw, as near as the batch tells: the cell when only one row
 * can be meant, else the table.
 */
export function locate(
  violation: Violation,
  { record, work }: { record: Part; work: { record: PartWork; inlines: ReadonlyMap<Part, PartWork> } },
): Problem {
  const parts: [Part, PartWork][] = [[record, work.record], ...work.inlines]
  for (const [part, rows] of parts) {
    const constraint = constraintOf(part, violation)
    if (!constraint) continue
    const touching = rowsTouching(rows, constraint.columns)
    if (touching.length === 0) continue
    const field = constraint.columns.find((name) => part.fields.has(name))
    return { ...placeIn(part, touching.length === 1 ? touching[0] : undefined, field), message: constraint.message }
  }
  const deleting = parts.filter(([, { remove }]) => remove.length > 0)
  const [only] = deleting
  if (only && deleting.length === 1 && violation.code.startsWith('23'))
    return { ...placeIn(only[0], onlyRow(only[1])), message: 'Cannot be deleted, because other records refer to it' }
  return { message: 'A value cannot be stored' }
}

function constraintOf(part: Part, { constraint, column }: Violation): Constraint | undefined {
  if (constraint !== undefined) return constraintsOf(part.table).get(constraint)
  const name = column === undefined ? undefined : nameOf(part.table, column)
  return name === undefined ? undefined : { name: '', kind: 'check', columns: [name], message: 'Required' }
}

function rowsTouching({ create, update }: PartWork, columns: readonly string[]): string[] {
  return [
    ...update.filter(({ changes }) => columns.some((name) => changes.has(name))).map(({ id }) => String(id)),
    ...create.map(({ key }) => key),
  ]
}

function onlyRow({ remove }: PartWork): string | undefined {
  return remove.length === 1 && remove[0] ? String(remove[0].id) : undefined
}
