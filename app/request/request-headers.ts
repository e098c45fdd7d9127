/** The headers that the proxy gives a request on its way in; whatever a client sends under these names is replaced. */
export const pathHeader = 'x-throughline-path'
export const nonceHeader = 'x-nonce'
