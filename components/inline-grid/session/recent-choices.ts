import type { Related } from '@/admin/engine/form'
import type { ListOption } from '@/components/inline-grid/editors/list-option'

const kept = 5

/** The far records that were chosen last in each relation column, the latest first, for as long as the page is open. */
export class RecentChoices {
  private readonly chosen = new Map<string, readonly Related[]>()

  of(field: string): readonly Related[] {
    return this.chosen.get(field) ?? []
  }

  /** Takes over how records are named now. */
  rename(field: string, fresh: ReadonlyMap<number, Related>): void {
    this.chosen.set(
      field,
      this.of(field).map((option) => fresh.get(option[0]) ?? option),
    )
  }

  add(field: string, option: Related): void {
    const others = this.of(field).filter(([id]) => id !== option[0])
    this.chosen.set(field, [option, ...others].slice(0, kept))
  }
}

/** A list that begins with the recent options that can be chosen, marked as such; none stands in it twice. */
export function withRecent(options: readonly ListOption[], recent: readonly ListOption[]): ListOption[] {
  const able = recent.filter(({ reason }) => reason === undefined)
  const ids = new Set(able.map(({ id }) => id))
  return [...able.map((option) => ({ ...option, note: 'recent' })), ...options.filter(({ id }) => !ids.has(id))]
}
