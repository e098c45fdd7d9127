import type { RowKey } from '@/admin/engine/batch'
import { stepSize, type Work } from '@/components/inline-grid/rows/slices'
import { type Readable, searchText } from './arrange'

type Rows = Pick<Readable, 'fields' | 'get'> & { version(key: RowKey): number }

/** What a search reads of each row, made once and again only when the row changes. */
export class RowTexts {
  private readonly known = new Map<RowKey, { version: number; text: string }>()

  constructor(private readonly rows: Rows) {}

  of(key: RowKey): string {
    const version = this.rows.version(key)
    const known = this.known.get(key)
    if (known?.version === version) return known.text
    const text = searchText(key, this.rows)
    this.known.set(key, { version, text })
    return text
  }

  /** Makes the texts of rows ahead of a search. */
  *preparing(keys: readonly RowKey[]): Work<void> {
    for (let at = 0; at < keys.length; at += 1) {
      this.of(keys[at]!)
      if (at % stepSize === 0) yield
    }
  }
}
