import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

const sources = ['app', 'components', 'admin'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => join(root, folder, path)),
)
const files = sources.map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }))

/** What can be called without a session, each with its own guard and test. */
const open = ['app/sign-in/actions.ts', 'app/sign-out.ts', 'app/api/auth/[...all]/route.ts', 'app/api/health/route.ts']

const exportsOf = (text: string) =>
  [...text.matchAll(/^export (?!type\b|interface\b)(.*)$/gm)].map((match) => match[1] ?? '')

it('makes every server action with the wrapper that asks for session, origin and permission', () => {
  const actions = files.filter(({ path, text }) => /^\s*'use server'/m.test(text) && !open.includes(path))
  for (const { path, text } of actions) {
    expect(text.startsWith(`'use server'`), `${path}: an action inside a component escapes the wrapper`).toBe(true)
    for (const line of exportsOf(text))
      expect(`${path}: ${line}`).toMatch(/: const \w+ = action\($|: const \w+ = action\(\{/)
  }
})

it('makes every route handler with the wrapper', () => {
  const routes = files.filter(({ path }) => path.endsWith('/route.ts') && !open.includes(path))
  for (const { path, text } of routes)
    for (const line of exportsOf(text))
      expect(`${path}: ${line}`).toMatch(/: const (GET|POST) = route\(\{?$|: const (GET|POST) = route\(\{/)
})

it('asks in every page who is there', () => {
  const pages = files.filter(({ path }) => path.startsWith('app/(admin)/') && /\/(page|layout)\.tsx$/.test(path))
  for (const { path, text } of pages) expect(text, path).toContain('requireActor(')
})
