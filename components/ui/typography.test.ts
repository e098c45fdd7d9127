import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What a person would read with a typewriter's signs: "a value", somebody's, three dots. */
const plainSigns = /[A-Za-z] "\$\{|\}" [a-z]|[a-z}]'(s|t|d|re|ve|ll)\b|[a-z]\.\.\.['"`<]/

/** Comments are for those who write, and what a terminal or a developer reads is typed as it stands there. */
const isForOthers = (line: string) => /^\s*(\*|\/|\{\/\*)|new (Error|TypeError|UserError)\(/.test(line)

test('what is written for people has quotation marks, apostrophes and ellipses of its own', () => {
  const files = ['admin', 'app', 'components'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  expect(sources.length).toBeGreaterThan(300)
  const found = sources.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter((line) => plainSigns.test(line) && !isForOthers(line)).map((line) => `${file}: ${line.trim()}`)
  })
  expect(found).toEqual([])
})
