import fc from 'fast-check'
import { expect, test } from 'vitest'
import { messageCounter } from './counting-proxy'

const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0])

function message(letter: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(5)
  head.write(letter)
  head.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

test('simple queries and executions are counted, however the bytes are cut', () => {
  const messages = fc.array(fc.tuple(fc.constantFrom('Q', 'P', 'B', 'D', 'E', 'S', 'C'), fc.uint8Array()))
  fc.assert(
    fc.property(messages, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sent, sizes) => {
      const stream = Buffer.concat([startup, ...sent.map(([letter, body]) => message(letter, body))])
      const count = messageCounter()
      let total = 0
      for (let at = 0, turn = 0; at < stream.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1
        total += count(stream.subarray(at, at + size))
        at += size
      }
      expect(total).toBe(sent.filter(([letter]) => letter === 'Q' || letter === 'E').length)
    }),
    { seed: 8 },
  )
})
