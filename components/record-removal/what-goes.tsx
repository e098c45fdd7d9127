import type { RemovalPreview } from './removal'

/** How many records of each model go along, and the first of what is meant when several were chosen. */
export function WhatGoes({ titles, counts }: Pick<RemovalPreview, 'titles' | 'counts'>) {
  const others = titles.length - 10
  return (
    <>
      {titles.length > 1 ? (
        <ul aria-label="To be deleted" className="mt-3 list-disc pl-5 text-sm">
          {titles.slice(0, 10).map((title, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: titles repeat, and the list never changes.
            <li key={at}>
              <bdi>{title}</bdi>
            </li>
          ))}
          {others > 0 ? <li className="text-muted">and {others.toLocaleString('en')} more</li> : null}
        </ul>
      ) : null}
      {counts.length > 0 ? (
        <table aria-label="What goes along" className="mt-4 w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr className="text-left text-faint text-xs">
              <th scope="col" className="border-line border-b pb-1.5 font-medium">
                Goes along
              </th>
              <th scope="col" className="border-line border-b pb-1.5 text-right font-medium">
                Records
              </th>
            </tr>
          </thead>
          <tbody>
            {counts.map(({ model, label, count }) => (
              <tr key={model}>
                <td className="h-row border-line border-b">{label}</td>
                <td className="h-row border-line border-b text-right tabular-nums">{count.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  )
}
