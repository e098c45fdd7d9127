import { LoaderCircle } from 'lucide-react'
import { classNames } from './class-names'

/** Says that something is at work, without words: put the words beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={classNames('size-4 shrink-0 animate-turn', className)} />
}
