import { ownOrigins } from './own-host'

/**
 * Whether a write comes from a page of this application. The browser says so in `Origin` or `Sec-Fetch-Site`; what either
 * of them says must be true, and a request with neither (or with `Origin: null`) proves nothing and is refused.
 */
export function provesSameOrigin(headers: Headers, url: URL): boolean {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (origin === null && site === null) return false
  return (origin === null || ownOrigins(url).has(origin)) && (site === null || site === 'same-origin')
}

/** Whether a request carries no mark of a browser at all, so that no page can have sent it in somebody's name. */
export function isOutsideBrowser(headers: Headers): boolean {
  return !['origin', 'sec-fetch-site', 'referer', 'cookie'].some((name) => headers.has(name))
}
