const base = 'http://local.invalid'

/** Backslashes and control characters: browsers read them as slashes, or leave them out and join what is around them. */
const treacherous = /[\\\p{Cc}\p{Cf}]/u

function fullyDecoded(text: string): string | undefined {
  let decoded = text
  for (let round = 0; round < 5; round++) {
    let next: string
    try {
      next = decodeURIComponent(decoded)
    } catch {
      return undefined
    }
    if (next === decoded) return decoded
    decoded = next
  }
  return undefined
}

/**
 * Where to go after signing in: the given path when it leads to a page of this application, else `/`. Other origins are
 * refused in every spelling: `//evil`, `https:evil`, `/\evil`, `javascript:`, with encoded or invisible characters.
 */
export function localPath(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2000 || !next.startsWith('/')) return '/'
  const path = next.split(/[?#]/, 1)[0] ?? ''
  const decoded = fullyDecoded(path)
  if (decoded === undefined || treacherous.test(next) || treacherous.test(decoded) || decoded.includes('//')) return '/'
  const url = URL.canParse(next, base) ? new URL(next, base) : undefined
  if (!url || url.origin !== base || url.pathname.includes('//')) return '/'
  if (/^\/(sign-in|api|_next)(\/|$)/.test(url.pathname)) return '/'
  return url.pathname + url.search + url.hash
}
