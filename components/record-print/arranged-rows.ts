import type { InlineForm, InlineRows } from '@/admin/engine/form'
import type { Arrangement } from '@/components/inline-grid/order/arrange'
import { rowsAsked } from '@/components/inline-grid/order/arrangement-address'
import type { StoredRow } from '@/components/inline-grid/rows/edit-rows'
import { GridModel } from '@/components/inline-grid/session/grid-model'

/** The rows to print as their grid would show them. Those of a long grid the server has found and ordered already. */
export function arrangedRows(inline: InlineForm, rows: InlineRows, arrangement: Arrangement): InlineRows {
  const asked = rowsAsked(arrangement)
  if (rows.asked || !asked) return rows
  const model = new GridModel(inline, JSON.parse(rows.rows) as StoredRow[], async () => new Map())
  model.apply(arrangement)
  const shown = model.order.slice(0, model.order.shown).map((key) => model.rows.stored.get(key))
  return { ...rows, rows: JSON.stringify(shown), asked: { ...asked, found: shown.length } }
}
