/** A search that the server refused or could not answer, in words for the person who searched. */
export class SearchError extends Error {
  constructor(readonly status: number) {
    super(
      status === 401
        ? 'You are signed out. Sign in again to search.'
        : status === 403
          ? 'You may not search these records.'
          : 'The search did not answer. Try again.',
    )
  }
}
