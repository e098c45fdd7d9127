/** Thrown for a body that is too long, not JSON by its type, or not JSON by its text. */
export class BodyError extends Error {
  override readonly name = 'BodyError'
}

/** The text of a request's body of at most so many bytes; not a byte more is read. Throws BodyError. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength
    if (bytes > maxBytes) {
      await reader?.cancel()
      throw new BodyError('too long')
    }
    chunks.push(part.value)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new BodyError('not UTF-8', { cause })
  }
}

/** The JSON body of a request of at most so many bytes. Throws BodyError. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) throw new BodyError('not JSON')
  const text = await readText(request, maxBytes)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new BodyError('not JSON', { cause })
  }
}
