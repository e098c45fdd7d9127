import { classNames } from './class-names'

/** Holds the place of what loads; visible only when loading takes longer than 300 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('skeleton animate-wait', className)} />
}
