import { useEffect } from 'react'
import { withArrangement } from '@/components/inline-grid/order/arrangement-address'
import type { GridStore } from './store'

/** Browsers take only so many changes of an address in a time, and a typed word is many. In milliseconds. */
const pauseMs = 250
/** The address is written right after the rows are drawn: who reloads then finds them so. */
const soonMs = 50

/** Keeps the grid's order and filters in the address of the page, for a reload or to be shared: no step of the history. */
export function useArrangementAddress(store: GridStore): void {
  useEffect(() => {
    store.begin()
    const { model, form } = store
    const page = location.pathname
    let written = model.arrangement
    let timer: ReturnType<typeof setTimeout> | undefined
    let wroteAt = Number.NEGATIVE_INFINITY
    const write = () => {
      timer = undefined
      wroteAt = performance.now()
      const query = withArrangement(location.search, form.name, model.fields, model.arrangement)
      if (location.pathname === page && query !== location.search)
        history.replaceState(null, '', `${page}${query}${location.hash}`)
    }
    const stop = model.subscribe(() => {
      if (model.arrangement === written) return
      written = model.arrangement
      clearTimeout(timer)
      timer = setTimeout(write, Math.max(soonMs, wroteAt + pauseMs - performance.now()))
    })
    const writeNow = () => {
      if (timer === undefined) return
      clearTimeout(timer)
      write()
    }
    const leaving = new AbortController()
    // Once a link is followed, to write the address of this page would call that off.
    for (const type of ['click', 'beforeunload'])
      addEventListener(type, writeNow, { capture: true, signal: leaving.signal })
    return () => {
      clearTimeout(timer)
      leaving.abort()
      stop()
    }
  }, [store])
}
