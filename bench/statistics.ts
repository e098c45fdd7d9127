/** The middle of the values, or the mean of the two in the middle; NaN when there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper
}

/** To hundredths: more digits than a clock means. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

/** Both medians and how many times the floor the case takes. */
export function compared(times: readonly number[], floors: readonly number[]) {
  const [ms, floorMs] = [median(times), median(floors)]
  return { ms: rounded(ms), floorMs: rounded(floorMs), ratio: rounded(ms / floorMs) }
}
