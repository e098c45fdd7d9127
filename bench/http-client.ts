import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { gunzipSync } from 'node:zlib'

const agent = new Agent({ keepAlive: true, maxSockets: 50 })

export type Answer = { ms: number; status: number; headers: IncomingHttpHeaders; body: Buffer; sentBytes: number }

type Asking = { method?: string; headers?: OutgoingHttpHeaders; body?: string }

/** A whole request over a kept connection, gzip asked for; timed from the first byte sent to the last received. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
  return new Promise((done, failed) => {
    const start = performance.now()
    const outgoing = request(url, { agent, method, headers: { 'accept-encoding': 'gzip', ...headers } }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.once('error', failed)
      incoming.once('end', () => {
        const ms = performance.now() - start
        const sent = Buffer.concat(chunks)
        const isPacked = incoming.headers['content-encoding'] === 'gzip'
        const content = isPacked ? gunzipSync(sent) : sent
        const { statusCode: status = 0, headers } = incoming
        done({ ms, status, headers, body: content, sentBytes: sent.length })
      })
    })
    outgoing.once('error', failed)
    outgoing.end(body)
  })
}

/** The answer, which must be 200. */
export async function get(url: string, asking: Asking = {}): Promise<Answer> {
  const answer = await ask(url, asking)
  if (answer.status !== 200) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${answer.body}`)
  return answer
}
