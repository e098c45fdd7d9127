import { useEffect } from 'react'
import { withArrangement } from '@/components/inline-grid/order/arrangement-address'
import type { GridStore } from './store'

/** Browsers take only so many changes of an address at once, and a typed word is many. */
const pauseMs = 250

/** Keeps the grid's order and filters in the address of the page, for a reload or to be shared: no step of the history. */
export function useArrangementAddress(store: GridStore): void {
  useEffect(() => {
    store.begin()
    const { model, form } = store
    const page = location.pathname
    let written = model.arrangement
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = () => {
      timer = undefined
      const query = withArrangement(location.search, form.name, model.fields, model.arrangement)
      if (location.pathname === page && query !== location.search)
        history.replaceState(null, '', `${page}${query}${location.hash}`)
    }
    const stop = model.subscribe(() => {
      if (model.arrangement === written) return
      written = model.arrangement
      clearTimeout(timer)
      timer = setTimeout(write, pauseMs)
    })
    const writeNow = () => {
      if (timer === undefined) return
      clearTimeout(timer)
      write()
    }
    const leaving = new AbortController()
    // A reload takes the address as it is before the page is asked whether it may go; and once a link was followed, writing
    // the address of this page would call that off.
    for (const type of ['beforeunload', 'pagehide', 'click'])
      addEventListener(type, writeNow, { capture: true, signal: leaving.signal })
    return () => {
      clearTimeout(timer)
      leaving.abort()
      stop()
    }
  }, [store])
}
