/** From now on `read` is called whenever a person comes back to the page, never twice at a time. */
export function refreshOnReturn(read: () => Promise<void>, signal: AbortSignal): void {
  let isReading = false
  const refresh = async () => {
    if (isReading || document.visibilityState !== 'visible') return
    isReading = true
    try {
      await read()
    } finally {
      isReading = false
    }
  }
  window.addEventListener('focus', refresh, { signal })
  document.addEventListener('visibilitychange', refresh, { signal })
}
