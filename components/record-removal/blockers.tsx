import { Notice } from '@/components/ui/notice'
import type { RemovalPreview } from './removal'

/** What stands in the way of a removal: the first few of each kind by name, the rest as a count. */
export function Blockers({ named, blockers }: { named: string; blockers: RemovalPreview['blockers'] }) {
  return (
    <Notice
      kind="problem"
      title={
        <>
          <bdi>{named}</bdi> cannot be deleted
        </>
      }
    >
      <p>Other records need it. Change or delete these first:</p>
      {blockers.map(({ label, titles, count }) => (
        <section key={label} aria-label={label} className="mt-2">
          <h2 className="font-medium">
            {label} <span className="font-normal text-muted tabular-nums">{count.toLocaleString('en')}</span>
          </h2>
          <ul className="list-disc pl-5">
            {titles.map((title, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: titles repeat, and the list never changes.
              <li key={at}>
                <bdi>{title}</bdi>
              </li>
            ))}
            {count > titles.length ? (
              <li className="text-muted">and {(count - titles.length).toLocaleString('en')} more</li>
            ) : null}
          </ul>
        </section>
      ))}
    </Notice>
  )
}
