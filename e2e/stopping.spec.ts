import { setTimeout as pause } from 'node:timers/promises'
import { expect, request, test } from '@playwright/test'
import { type TestProxy, testProxy } from '../db/testing-proxy'
import { type Application, startApplication } from './server'

let proxy: TestProxy
let application: Application

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  application = await startApplication({
    through: async (url) => {
      proxy = await testProxy(url)
      return proxy.url
    },
  })
})
test.afterAll(async () => {
  await application.stop()
  await proxy.close()
})

async function signIn() {
  const context = await request.newContext({ baseURL: application.url, extraHTTPHeaders: { origin: application.url } })
  const answer = context.post('/api/auth/sign-in/username', {
    data: { username: 'viewer', password: 'throughline-demo' },
  })
  return answer.then(
    (response) => response.status(),
    () => 'no answer',
  )
}

test('what runs when the application is told to stop is finished, and nothing new begins', async () => {
  expect(await signIn()).toBe(200)
  proxy.hold(true)
  const underWay = signIn()
  await pause(2_000)
  const [instance] = application.instances
  if (!instance) throw new Error('No instance runs')
  const ended = instance.end('SIGTERM')
  const health = () => fetch(`http://127.0.0.1:${instance.port}/api/health`)
  await expect.poll(() => health().then(String, () => 'refused')).toBe('refused')
  proxy.hold(false)
  expect(await underWay).toBe(200)
  expect(await ended).toBe(0)
})

test('health turns to 503 while the database is away and back to 200 by itself', async () => {
  await application.add()
  const health = async () => (await fetch(`${application.url}/api/health`)).status
  expect(await health()).toBe(200)
  proxy.refuse(true)
  proxy.cutAll()
  expect(await health()).toBe(503)
  expect(await signIn()).not.toBe(200)
  proxy.refuse(false)
  await expect.poll(health).toBe(200)
  expect(await signIn()).toBe(200)
})
