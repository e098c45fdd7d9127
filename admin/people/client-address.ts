/** The header under which the server hands on the client's address; whatever a client sends under this name is replaced. */
export const addressHeader = 'x-throughline-address'

/**
 * The address a request came from. `X-Forwarded-For` can be written by anyone, so it counts only as far as `proxies` of
 * our own have appended to it: with one proxy its last entry, with two the last but one.
 */
export function clientAddress(socket: string | undefined, forwardedFor: string | undefined, proxies: number): string {
  const entries = (forwardedFor ?? '').split(',').map((entry) => entry.trim())
  const forwarded = proxies > 0 ? entries.at(-proxies) : undefined
  return (forwarded || socket || 'unknown').replace(/^::ffff:(?=\d+\.)/i, '')
}

/** `TRUSTED_PROXIES`: how many reverse proxies of our own stand in front, none by default. Throws when it is not a number. */
export function trustedProxies(env: Record<string, string | undefined> = process.env): number {
  const text = env.TRUSTED_PROXIES || '0'
  if (!/^\d$/.test(text)) throw new Error('TRUSTED_PROXIES must be the number of reverse proxies in front (0 to 9)')
  return Number(text)
}

/** The header under which the server hands on the id of a request, for the log. */
export const requestHeader = 'x-throughline-request'
