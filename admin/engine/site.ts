import type { PgTable } from 'drizzle-orm/pg-core'
import type { Model } from './define'
import { faultsOf } from './site-faults'

/** The models of the admin by slug, in navigation order. */
export type Site = {
  readonly models: Readonly<Record<string, Model>>
  modelAt(slug: string): Model | undefined
  slugOf(table: PgTable): string | undefined
}

/** The site of these models. Throws one error that lists every fault of the declarations which types cannot rule out. */
export function site(models: Record<string, Model>): Site {
  const bySlug = new Map(Object.entries(models))
  const byTable = new Map([...bySlug].map(([slug, model]) => [model.table, slug]))
  const made: Site = {
    models,
    modelAt: (slug) => bySlug.get(slug),
    slugOf: (table) => byTable.get(table),
  }
  const faults = faultsOf(made)
  if (faults.length > 0) throw new Error(`The admin is misdeclared:\n${faults.map((fault) => `- ${fault}`).join('\n')}`)
  return made
}
