import { useEffect } from 'react'
import { withArrangement } from '@/components/inline-grid/order/arrangement-address'
import { onSetOut } from '@/components/navigation/set-out'
import { AddressPace } from './address-pace'
import type { GridStore } from './store'

/** The router is told of the address once it rests so long: it draws the page for it. In milliseconds. */
const restMs = 500
/** Of all grids of the page, as its browser counts. */
const pace = new AddressPace()

/**
 * Keeps the grid's order and filters in the address of the page, for a reload or to be shared: no step of the history. It
 * is written at once, because a browser that reloads asks for the address that was there before any event tells of it.
 */
export function useArrangementAddress(store: GridStore): void {
  useEffect(() => {
    store.begin()
    const { model, form } = store
    const page = location.pathname
    let seen = model.arrangement
    let isTold = true
    let isLeaving = false
    let writing: ReturnType<typeof setTimeout> | undefined
    let telling: ReturnType<typeof setTimeout> | undefined
    const put = (state: unknown, query: string) => history.replaceState(state, '', `${page}${query}${location.hash}`)
    const query = () => withArrangement(location.search, form.name, model.fields, model.arrangement)
    const isHere = () => location.pathname === page

    const write = () => {
      if (!isHere() || query() === location.search) return
      pace.wrote(performance.now())
      // With the router's own state it takes no notice.
      put(history.state, query())
    }
    const tell = () => {
      if (isLeaving) return
      isTold = true
      if (!isHere()) return
      pace.told(performance.now())
      put(null, query())
    }
    const tellIn = (ms: number) => {
      clearTimeout(telling)
      telling = setTimeout(() => {
        const wait = pace.untilTell(performance.now())
        if (wait > 0) tellIn(wait)
        else tell()
      }, ms)
    }
    const stopWaiting = () => {
      clearTimeout(writing)
      clearTimeout(telling)
    }
    const stop = model.subscribe(() => {
      if (model.arrangement === seen) return
      seen = model.arrangement
      if (isTold && query() === location.search) return
      stopWaiting()
      const wait = pace.untilWrite(performance.now())
      if (wait > 0) writing = setTimeout(write, wait)
      else write()
      isTold = false
      tellIn(restMs)
    })
    const tellNow = () => {
      stopWaiting()
      if (!isTold) tell()
    }
    // Once a link is followed, to tell the router of this page's address would call that off.
    const stopListening = onSetOut(() => {
      tellNow()
      isLeaving = true
    })
    // What was set out to is called off.
    const stay = () => {
      isLeaving = false
      if (!isTold) tellIn(restMs)
    }
    addEventListener('beforeunload', tellNow)
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) stay()
    }
    addEventListener('pageshow', comeBack)
    addEventListener('popstate', stay)
    return () => {
      stopWaiting()
      removeEventListener('beforeunload', tellNow)
      removeEventListener('pageshow', comeBack)
      removeEventListener('popstate', stay)
      stopListening()
      stop()
    }
  }, [store])
}
