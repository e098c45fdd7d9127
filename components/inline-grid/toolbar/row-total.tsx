import { Suspense, use } from 'react'
import type { GridModel } from '@/components/inline-grid/session/grid-model'
import { useModel } from '@/components/inline-grid/session/use-grid'

/** How many rows there are, new ones included; until they are counted, that there are more than so many. */
export function RowTotal({ model }: { model: GridModel }) {
  const total = useModel(model, (each) => each.total).toLocaleString('en')
  if (!model.counting) return total
  const atLeast = `more than ${total}`
  return (
    <Suspense fallback={atLeast}>
      <CountedTotal model={model} counting={model.counting} otherwise={atLeast} />
    </Suspense>
  )
}

type CountedTotalProps = { model: GridModel; counting: Promise<number | null>; otherwise: string }

function CountedTotal({ model, counting, otherwise }: CountedTotalProps) {
  const counted = use(counting)
  const total = useModel(model, (each) => (each.isCounted ? each.total : counted))
  return total === null ? otherwise : total.toLocaleString('en')
}
