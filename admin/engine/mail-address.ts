const inBrackets = /^[^<>]*<\s*(?:mailto:)?([^\s<>]+@[^\s<>]+)\s*>\s*[;,]?$/i
const link = /^mailto:([^?]+)(?:\?.*)?$/i

/** The address in what mail programs copy: `mailto:ana@example.org`, `Ana Lee <ana@example.org>`; undefined in any other text. */
export function mailAddress(text: string): string | undefined {
  const bracketed = inBrackets.exec(text)?.[1]
  if (bracketed !== undefined) return bracketed
  const linked = link.exec(text)?.[1]
  const address = linked && decoded(linked)
  return address && /^[^\s@]+@[^\s@]+$/.test(address) ? address : undefined
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
