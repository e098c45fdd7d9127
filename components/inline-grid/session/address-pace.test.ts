import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AddressPace } from './address-pace'
import { seed } from './testing'

describe('how often the address changes', () => {
  const gaps = fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3_000 })), {
    minLength: 100,
    maxLength: 600,
  })

  test('stays under what any browser takes, and no change waits for longer than a second', () => {
    fc.assert(
      fc.property(gaps, (gaps) => {
        const pace = new AddressPace()
        const changes: number[] = []
        let now = 1
        let writeAt: number | undefined
        let tellAt: number | undefined
        for (const gap of gaps) {
          const next = now + gap
          for (; now < next; now += 1) {
            if (writeAt === now) {
              pace.wrote(now)
              changes.push(now)
              writeAt = undefined
            }
            if (tellAt === now) {
              const wait = pace.untilTell(now)
              if (wait === 0) {
                pace.told(now)
                changes.push(now, now)
              }
              tellAt = wait === 0 ? undefined : now + wait
            }
          }
          const wait = pace.untilWrite(now)
          expect(wait).toBeLessThanOrEqual(1_000)
          if (wait === 0) {
            pace.wrote(now)
            changes.push(now)
          }
          writeAt = wait === 0 ? undefined : now + wait
          tellAt = now + 500
        }
        const most = changes.map((at, index) => changes.slice(index).filter((other) => other < at + 30_000).length)
        expect(Math.max(...most)).toBeLessThan(100)
      }),
      { seed, numRuns: 50 },
    )
  })

  test('a word that is typed is written key by key', () => {
    const pace = new AddressPace()
    for (let key = 0; key < 20; key += 1) {
      expect(pace.untilWrite(key * 80)).toBe(0)
      pace.wrote(key * 80)
    }
    expect(pace.untilWrite(1_600)).toBe(920)
  })
})
