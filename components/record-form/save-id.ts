import { newRowKey } from '@/components/inline-grid/rows/row-key'

/** An id under which the server stores the outcome of one save. */
export function newSaveId(): string {
  // A row key is `new:` and a UUID, made so that it works on plain HTTP too.
  return newRowKey().slice('new:'.length)
}
