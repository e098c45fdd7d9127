import { createContext, useContext } from 'react'

/** What `aria-rowindex` counts before the first row of data: it begins with 1, and the head is a row. */
export const headRows = 2

export type GridIds = {
  heading: string
  help: string
  /** The words that row states are described with, by state. */
  state: (state: string) => string
  list: string
  /** The id of the whole grid, in which its lists stand. */
  root: string
}

/** The ids of a grid's descriptions, made from one id of the page. */
export function gridIds(id: string): GridIds {
  return {
    heading: `${id}-heading`,
    help: `${id}-help`,
    state: (state) => `${id}-${state}`,
    list: `${id}-list`,
    root: `${id}-root`,
  }
}

export const GridIdsContext = createContext<GridIds>(gridIds('grid'))

export function useGridIds(): GridIds {
  return useContext(GridIdsContext)
}
