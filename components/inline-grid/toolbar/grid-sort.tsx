import { ArrowDownUp } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel } from '@/components/inline-grid/session/use-grid'
import { Button } from '@/components/ui/button'
import { useLateMenu } from '@/components/ui/use-late-menu'

const SortMenu = lazy(() => import('./sort-menu').then(({ SortMenu }) => ({ default: SortMenu })))

/** Sorting for whoever has no mouse, or no heads of columns to press: rows that are cards have none. */
export function GridSort({ session }: { session: GridSession }) {
  const { button, menu, isWanted } = useLateMenu()
  const field = useModel(session.model, ({ arrangement: { sort } }) => sort?.field ?? '')
  const label = session.fieldOf(field)?.label
  return (
    <>
      <Button {...button} kind="quiet" size="small" icon={<ArrowDownUp aria-hidden />}>
        {label ? `Sort: ${label}` : 'Sort'}
      </Button>
      {isWanted ? (
        <Suspense>
          <SortMenu session={session} menu={menu} />
        </Suspense>
      ) : null}
    </>
  )
}
