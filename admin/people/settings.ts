/** Where the application is reached and what it signs cookies with. */
export type Settings = { url: URL; secret: string }

/** The public origin: `APP_URL`, else the address that the server listens on. Throws when it is not an http(s) origin. */
export function appUrl(env: Record<string, string | undefined> = process.env): URL {
  const host = env.HOST || '127.0.0.1'
  const text = env.APP_URL || `http://${host.includes(':') ? `[${host}]` : host}:${env.PORT || '3000'}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new Error('APP_URL must be an origin such as https://admin.example.org')
  return url
}

/** `APP_URL` and `APP_SECRET`. Throws one line that names the variable at fault. */
export function settings(env: Record<string, string | undefined> = process.env): Settings {
  const secret = env.APP_SECRET ?? ''
  if (Buffer.byteLength(secret) < 32)
    throw new Error('APP_SECRET must be at least 32 random bytes; make one with: openssl rand -base64 32')
  return { url: appUrl(env), secret }
}

/** Cookies carry `Secure` and the `__Secure-` prefix exactly when the public origin is https. */
export function isSecure(url: URL): boolean {
  return url.protocol === 'https:'
}
