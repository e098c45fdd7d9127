import { type AddressInfo, createServer, type Server } from 'node:net'
import postgres from 'postgres'
import { afterEach, expect, test } from 'vitest'
import { socketOpener } from './socket'

const servers: Server[] = []
afterEach(() => servers.splice(0).map((server) => server.close()))

async function pretender(onConnection: Parameters<typeof createServer>[1]): Promise<postgres.Sql> {
  const server = createServer(onConnection)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const options = { max: 1, connect_timeout: 30, socket: socketOpener(300) }
  return postgres(`postgres://nobody@127.0.0.1:${port}/nothing`, options)
}

test('a server that hangs up before it is ready is an error, at once', async () => {
  let connections = 0
  const sql = await pretender((socket) => {
    connections += 1
    socket.end()
  })
  await expect(sql`select 1`).rejects.toMatchObject({ code: 'ECONNRESET' })
  await expect(sql`select 1`).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(connections).toBe(2)
  await sql.end({ timeout: 0 })
})

test('a server that never answers is an error, in time', async () => {
  const sql = await pretender((socket) => socket.resume().on('error', () => {}))
  await expect(sql`select 1`).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  await sql.end({ timeout: 0 })
})
