/** Why the embedded PostgreSQL cannot be had: one line that says what to do. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError'
}
