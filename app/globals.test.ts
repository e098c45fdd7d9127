import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Colour = readonly [lightness: number, chroma: number, hue: number]

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)/g)].map(
    ([, name, light, dark]) => [name, { light: colour(light!), dark: colour(dark!) }] as const,
  ),
)

function colour(numbers: string): Colour {
  const [lightness = 0, chroma = 0, hue = 0] = numbers.split(' ').map(Number)
  return [lightness, chroma, hue]
}

/** Relative luminance (WCAG) of an OKLCH colour, clipped to sRGB as a screen shows it. */
function luminance([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(front: string, ground: string, theme: 'light' | 'dark'): number {
  const [one, other] = [front, ground].map((name) => luminance(tokens.get(name)![theme]))
  return (Math.max(one!, other!) + 0.05) / (Math.min(one!, other!) + 0.05)
}

const grounds = ['canvas', 'surface', 'nav', 'sunken', 'hover']
const meanings = ['changed', 'new', 'problem', 'removed']
const words = [
  ...['text', 'muted', 'faint', 'accent', ...meanings].flatMap((word) => grounds.map((ground) => [word, ground])),
  ...meanings.flatMap((meaning) => ['text', 'muted', meaning].map((word) => [word, `${meaning}-soft`])),
  ...['text', 'accent'].map((word) => [word, 'accent-soft']),
  ...['accent', 'accent-strong'].map((ground) => ['on-accent', ground]),
] as [string, string][]

test.each(['light', 'dark'] as const)('every word can be read on every ground it stands on (%s, AA)', (theme) => {
  const weak = words
    .map(([word, ground]) => `${word} on ${ground}: ${contrast(word, ground, theme).toFixed(2)}`)
    .filter((line) => Number(line.split(': ')[1]) < 4.5)
  expect(weak).toEqual([])
})

test.each(['light', 'dark'] as const)('the edge of a control can be seen on the page (%s)', (theme) => {
  expect(contrast('control', 'canvas', theme)).toBeGreaterThanOrEqual(3)
  expect(contrast('accent', 'canvas', theme)).toBeGreaterThanOrEqual(3)
})
