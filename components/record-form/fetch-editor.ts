/** Fetches what the page of a record needs to be used. Rejects when it cannot be had. */
export function fetchEditor() {
  return import('./live-record-form')
}
