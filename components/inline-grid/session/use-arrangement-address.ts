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
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store])
}
