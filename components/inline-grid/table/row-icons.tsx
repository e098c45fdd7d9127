import { createElement } from 'react'

/** Drawn once and used by every row: an icon of its own would double the size of a row. */
const shapes = {
  delete: [
    'M3 6h18',
    'M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6',
    'M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2',
    'M10 11v6',
    'M14 11v6',
  ],
  restore: ['M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8', 'M3 3v5h5'],
  remove: ['M18 6 6 18', 'm6 6 12 12'],
  add: ['M5 12h14', 'M12 5v14'],
  edited: [
    'M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z',
    'm15 5 4 4',
  ],
  open: ['M15 3h6v6', 'M10 14 21 3', 'M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6'],
} as const

type RowIconName = keyof typeof shapes

/** The shapes that `RowIcon` refers to; stands once in a grid. */
export function RowIconShapes() {
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      {Object.entries(shapes).map(([name, paths]) => (
        <symbol key={name} id={`row-icon-${name}`} viewBox="0 0 24 24">
          {paths.map((d) => createElement('path', { key: d, d }))}
        </symbol>
      ))}
    </svg>
  )
}

/** An icon in a row. */
export function RowIcon({ name }: { name: RowIconName }) {
  return (
    <svg
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <use href={`#row-icon-${name}`} />
    </svg>
  )
}
