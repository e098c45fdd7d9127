export const cookiePrefix = 'throughline'

const named = (secure: boolean, name: string) => `${secure ? '__Secure-' : ''}${cookiePrefix}.${name}`

/** The cookie that carries a session. */
export const sessionCookie = (secure: boolean) => named(secure, 'session_token')

/** The cookie of a browser that has signed in before; it opens nothing, it only keeps its owner from being throttled. */
export const deviceCookie = (secure: boolean) => named(secure, 'device')
