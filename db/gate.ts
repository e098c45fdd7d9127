import { BusyError } from './faults'

type Waiter = { enter: () => void; timer: NodeJS.Timeout }

export type Gate = {
  /** Resolves with the function that gives the place back; rejects with BusyError when none became free in time. */
  enter(): Promise<() => void>
}

/**
 * A line in front of the pool: the driver itself would queue a query for ever, and one that was given up on would still
 * run later. Nobody past the gate waits for a connection that is in use.
 */
export function createGate(places: number, waitMs: number): Gate {
  const waiting = new Set<Waiter>()
  let free = places

  function leaver(): () => void {
    let left = false
    return () => {
      if (left) return
      left = true
      const [next] = waiting
      if (!next) {
        free += 1
        return
      }
      waiting.delete(next)
      clearTimeout(next.timer)
      next.enter()
    }
  }

  return {
    async enter() {
      if (free > 0) {
        free -= 1
        return leaver()
      }
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          enter: () => resolve(leaver()),
          timer: setTimeout(() => {
            waiting.delete(waiter)
            reject(new BusyError())
          }, waitMs),
        }
        waiting.add(waiter)
      })
    },
  }
}
