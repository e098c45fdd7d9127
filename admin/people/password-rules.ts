import { commonPasswords, commonWords } from './common-passwords'

export const passwordMinimum = 12
/** Longer ones are refused only so that nobody sends us a book to hash. */
export const passwordMaximum = 1000

const product = ['throughline', 'throughlineadmin']

const lookalikes: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}]/gu, '')

/** The letters of a password as a guesser sees them: without what stands before, behind or between, and undisguised. */
function core(lower: string): string[] {
  const trimmed = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const undisguised = (text: string) => [...text].map((character) => lookalikes[character] ?? character).join('')
  return [trimmed, undisguised(trimmed), undisguised(lower)].map(lettersOf)
}

/** "abcabcabcabc", "aaaaaaaaaaaa": a part of up to six characters over and over. */
function repeats(password: string): boolean {
  return /^(.{1,6}?)\1+.{0,5}$/su.test(password) && new Set(password).size <= 6
}

/** "123456789012", "abcdefghijkl", "987654321098": every character next to the one before it. */
function climbs(password: string): boolean {
  const codes = [...password.toLowerCase()].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0))
  return steps.filter((step) => Math.abs(step) <= 1 || Math.abs(step) === 9).length >= steps.length - 1
}

const rows = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
]
const board = [
  ...rows,
  ...rows.map((row) => [...row].reverse().join('')),
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
]

/** Keys beside each other, in runs of at least four: "qwertyuiop12", "1qaz2wsx3edc". */
function walks(password: string): boolean {
  let rest = password.toLowerCase()
  while (rest.length >= 3) {
    const length = [...Array(rest.length + 1).keys()]
      .reverse()
      .find((size) => size >= 3 && board.some((row) => row.includes(rest.slice(0, size))))
    if (length === undefined) return false
    rest = rest.slice(length)
  }
  return true
}

/**
 * Why a password is refused, in words, or undefined. Any characters in any mixture, at least twelve of them; refused is
 * what everyone tries first: the common ones in the usual disguises, runs and repetitions, the user's or the product's name.
 */
export function passwordFault(password: string, about: readonly string[] = []): string | undefined {
  const length = [...password.normalize('NFC')].length
  if (length < passwordMinimum) return `The password needs at least ${passwordMinimum} characters (this has ${length}).`
  if (length > passwordMaximum) return `The password may have at most ${passwordMaximum} characters.`
  if (isCommon(password, about)) return 'This password is among the first that anyone would try. Choose another.'
  return undefined
}

function isCommon(password: string, about: readonly string[]): boolean {
  const lower = password.toLowerCase()
  if (commonPasswords.has(lower) || repeats(lower) || climbs(lower) || walks(lower)) return true
  const names = [...product, ...about.map(lettersOf)].filter((name) => name.length >= 3)
  const words = [...commonWords, ...names]
  return core(lower).some((letters) => letters !== '' && lower.length - letters.length <= 6 && isMadeOf(letters, words))
}

/** Whether the letters are nothing but up to three of the words. */
function isMadeOf(letters: string, words: readonly string[], left = 3): boolean {
  if (letters === '') return true
  return (
    left > 0 && words.some((word) => letters.startsWith(word) && isMadeOf(letters.slice(word.length), words, left - 1))
  )
}
