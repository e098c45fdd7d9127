/** What goes when records are deleted, and what stands in the way. */
export type RemovalPreview = {
  titles: readonly string[]
  counts: readonly { model: string; label: string; count: number }[]
  blockers: readonly { label: string; titles: readonly string[]; count: number }[]
}

export type RemovalResult =
  | { ok: true; counts: readonly { model: string; label: string; count: number }[] }
  | { ok: false; kind: 'denied' | 'blocked' | 'gone' | 'busy' | 'failed' | 'refused' | 'signed-out'; message: string }
