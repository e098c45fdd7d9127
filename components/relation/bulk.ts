import type { BulkDone, BulkPreview, BulkRequest } from '@/admin/engine/bulk-change'
import { request } from './request'

/** Why a step of a bulk change was not done. After `busy`, `failed` and `unreachable` the same request may succeed. */
export type BulkFault = {
  ok: false
  kind: 'signed-out' | 'denied' | 'gone' | 'refused' | 'busy' | 'failed' | 'unreachable'
  message: string
}

export type AskBulk = (request: BulkRequest) => Promise<BulkPreview | BulkDone | BulkFault>

/** Asks the server for one step of a bulk change of a model's rows. Never throws: a lost answer is a fault like others. */
export function bulkOf(model: string): AskBulk {
  return async (step) => {
    try {
      const response = await request(`/${model}/bulk`, { body: step })
      // Ours answers every status with a kind and a message; what is no JSON comes from something in between.
      const answer = (await response.json()) as BulkPreview | BulkDone | Omit<BulkFault, 'ok'>
      return 'ok' in answer ? answer : { ...answer, ok: false }
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)
        return { ok: false, kind: 'unreachable', message: 'The server did not answer. Try again in a moment.' }
      throw error
    }
  }
}
