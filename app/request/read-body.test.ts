import { describe, expect, it } from 'vitest'
import { BodyError, readJson } from './read-body'

const post = (body: BodyInit, type = 'application/json') =>
  new Request('http://own.example/', { method: 'POST', body, headers: { 'content-type': type } })

describe('readJson', () => {
  it('reads JSON up to the limit', async () => {
    expect(await readJson(post('{"a":["é"]}'), 12)).toEqual({ a: ['é'] })
    await expect(readJson(post('{"a":["é"]}'), 11)).rejects.toThrow(BodyError)
  })

  it('refuses what is not JSON by type, text or encoding', async () => {
    await expect(readJson(post('{}', 'text/plain'), 100)).rejects.toThrow(BodyError)
    await expect(readJson(post('{'), 100)).rejects.toThrow(BodyError)
    await expect(readJson(post(new Uint8Array([0x22, 0xff, 0x22])), 100)).rejects.toThrow(BodyError)
    await expect(
      readJson(
        new Request('http://own.example/', { method: 'POST', headers: { 'content-type': 'application/json' } }),
        100,
      ),
    ).rejects.toThrow(BodyError)
  })

  it('stops reading an endless body', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1000
        controller.enqueue(new Uint8Array(1000))
      },
    })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    }
    await expect(readJson(new Request('http://own.example/', init), 10_000)).rejects.toThrow('too long')
    expect(sent).toBeLessThan(20_000)
  })
})
