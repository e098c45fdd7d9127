import { createContext } from 'react'

/** False for rows that only wait, hidden, to be drawn over or taken out: they stand for nothing any more. */
export const IsDrawn = createContext(true)
