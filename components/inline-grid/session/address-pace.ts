/** Browsers count the changes of an address in stretches of so many milliseconds. */
const stretchMs = 30_000
/**
 * So many changes of a stretch are made at once, further ones a second apart. Safari refuses more than 100 with an error
 * (those versions that count longest, in 30 seconds), Firefox more than 200 in 10, Chromium drops those after 200: half of
 * the least is left to the pages that are gone to.
 */
const atOnce = 20
const pauseMs = 1_000
/** The router is told while there is room for it. Being told it writes the address a second time. */
const toRouter = 2
const most = 40

/** How soon the address of a page may change again. Times are milliseconds of one clock that never goes back. */
export class AddressPace {
  private changes: number[] = []

  /** Milliseconds until the address may be written, 0 for at once. */
  untilWrite(now: number): number {
    this.forget(now)
    const last = this.changes.at(-1)
    return last === undefined || this.changes.length < atOnce ? 0 : Math.max(0, last + pauseMs - now)
  }

  wrote(now: number): void {
    this.changes.push(now)
  }

  /** Milliseconds until the router may be told. */
  untilTell(now: number): number {
    this.forget(now)
    const first = this.changes.at(toRouter - 1 - most)
    return first === undefined ? 0 : first + stretchMs - now
  }

  told(now: number): void {
    for (let change = 0; change < toRouter; change += 1) this.changes.push(now)
  }

  private forget(now: number): void {
    this.changes = this.changes.filter((at) => at + stretchMs > now)
  }
}
