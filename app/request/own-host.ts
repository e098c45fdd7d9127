const loopback = ['localhost', '127.0.0.1', '[::1]']
/** What a server listens on that listens everywhere; without a public origin it is reached from its own machine. */
const everywhere = ['0.0.0.0', '[::]']

/** The hosts, with port, that mean this application; a loopback address goes by all of its names. */
export function ownHosts(url: URL): ReadonlySet<string> {
  if (![...loopback, ...everywhere].includes(url.hostname)) return new Set([url.host])
  const port = url.port ? `:${url.port}` : ''
  return new Set([...loopback].map((name) => name + port))
}

/** The origins that a page of this application can have. */
export function ownOrigins(url: URL): ReadonlySet<string> {
  return new Set([...ownHosts(url)].map((host) => `${url.protocol}//${host}`))
}

/** Whether a request is meant for this application: its `Host`, and what a proxy says it was, must both be ours. */
export function isOwnHost(headers: Headers, url: URL): boolean {
  const hosts = ownHosts(url)
  const host = headers.get('host')
  const forwarded = headers.get('x-forwarded-host')
  return host !== null && hosts.has(host.toLowerCase()) && (forwarded === null || hosts.has(forwarded.toLowerCase()))
}
