import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { APIRequestContext } from '@playwright/test'
import { newSaveId } from './database'

const root = fileURLToPath(new URL('..', import.meta.url))

type Manifest = { node: Record<string, Reference>; edge: Record<string, Reference> }
type Reference = { filename: string; exportedName: string }

/** Every server action of the build by "file#name", with the id that a request calls it by. */
export function builtActions(): Map<string, string> {
  const folder = resolve(root, process.env.THROUGHLINE_BUILD ?? '.next-test')
  // The file is Next's own and has this shape.
  const manifest = JSON.parse(
    readFileSync(resolve(folder, 'server/server-reference-manifest.json'), 'utf8'),
  ) as Manifest
  return new Map(
    Object.entries({ ...manifest.node, ...manifest.edge }).map(([id, { filename, exportedName }]) => [
      `${filename}#${exportedName}`,
      id,
    ]),
  )
}

export const saveAction = 'app/(admin)/[model]/actions.ts#saveRecord'
export const removeAction = 'app/(admin)/[model]/actions.ts#removeRecord'

export type Answer = { status: number; text: string; value: unknown }

/** Calls an action as no page does: by hand, with arguments of one's own. */
export async function callAction(
  request: APIRequestContext,
  name: string,
  args: readonly unknown[] | string,
  { path = '/courses/new', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const id = builtActions().get(name)
  if (!id) throw new Error(`The build has no action ${name}`)
  const answer = await request.post(path, {
    headers: {
      'Next-Action': id,
      'Content-Type': 'text/plain;charset=UTF-8',
      Origin: process.env.APP_URL ?? '',
      ...headers,
    },
    data: Buffer.from(typeof args === 'string' ? args : JSON.stringify(args)),
    maxRedirects: 0,
  })
  const text = await answer.text()
  const line = /^1:(.*)$/m.exec(text)?.[1]
  return { status: answer.status(), text, value: line?.startsWith('{') ? JSON.parse(line) : undefined }
}

type Part = { create?: unknown[]; update?: unknown[]; delete?: unknown[] }

/** A batch as the form sends it; `extra` overrides anything. */
export function batch(content: Content, extra: Record<string, unknown> = {}): { json: string } {
  return { json: batchJson(content, extra) }
}

type Content = { record?: unknown; inlines?: Record<string, Part>; picks?: unknown }

export function batchJson(
  { record = {}, inlines = {}, picks = {} }: Content,
  extra: Record<string, unknown> = {},
): string {
  const parts = Object.entries(inlines).map(([name, part]) => [name, { create: [], update: [], delete: [], ...part }])
  const rows = Object.values(inlines)
    .flatMap((part) => Object.values(part))
    .reduce((sum, list) => sum + list.length, 0)
  return JSON.stringify({ saveId: newSaveId(), record, inlines: Object.fromEntries(parts), picks, rows, ...extra })
}
