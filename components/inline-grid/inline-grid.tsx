'use client'

import { lazy, Suspense, useEffect, useId, useMemo, useState } from 'react'
import type { InlineForm } from '@/admin/engine/form'
import { GridFloats } from '@/components/inline-grid/notices/grid-floats'
import { GridNotices } from '@/components/inline-grid/notices/grid-notices'
import { GridProgress } from '@/components/inline-grid/notices/grid-progress'
import { GridVoice } from '@/components/inline-grid/notices/grid-voice'
import { GridIdsContext, gridIds } from '@/components/inline-grid/session/grid-ids'
import { readSettings } from '@/components/inline-grid/session/grid-settings'
import type { GridStore } from '@/components/inline-grid/session/store'
import { useArrangementAddress } from '@/components/inline-grid/session/use-arrangement-address'
import { useSession } from '@/components/inline-grid/session/use-grid'
import type { MenuPlace } from '@/components/inline-grid/table/cell-menu'
import { GridNote } from '@/components/inline-grid/table/grid-note'
import { GridTable } from '@/components/inline-grid/table/grid-table'
import { plainLimit } from '@/components/inline-grid/table/row-limits'
import { GridFold } from '@/components/inline-grid/toolbar/grid-fold'
import { GridToolbar } from '@/components/inline-grid/toolbar/grid-toolbar'

const GridHelp = lazy(() =>
  import('@/components/inline-grid/toolbar/grid-help').then(({ GridHelp }) => ({ default: GridHelp })),
)

const CreateRecord = lazy(() =>
  import('@/components/inline-grid/editors/create-record').then(({ CreateRecord }) => ({ default: CreateRecord })),
)
const RowSheet = lazy(() =>
  import('@/components/inline-grid/sheet/row-sheet').then(({ RowSheet }) => ({ default: RowSheet })),
)
const CellMenu = lazy(() =>
  import('@/components/inline-grid/table/cell-menu').then(({ CellMenu }) => ({ default: CellMenu })),
)
const BulkRunDialog = lazy(() =>
  import('@/components/inline-grid/bulk/bulk-run-dialog').then(({ BulkRunDialog }) => ({ default: BulkRunDialog })),
)
const GridQuestion = lazy(() =>
  import('@/components/inline-grid/notices/grid-question').then(({ GridQuestion }) => ({ default: GridQuestion })),
)

export type InlineGridProps = {
  form: InlineForm
  store: GridStore
  modelSlug: string
  recordId: number | null
  user: string
}

/** The grid of one inline on its record's page: the rows, and everything that can be done to them. */
export function InlineGrid({ form, store, modelSlug, recordId, user }: InlineGridProps) {
  const id = useId()
  const ids = useMemo(() => gridIds(id), [id])
  const { session } = store
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const isCreating = useSession(session, ({ creating }) => creating !== null)
  const isSheetOpen = useSession(session, ({ sheet }) => sheet !== null)
  const isBulk = useSession(session, ({ bulk }) => bulk !== null)
  const isQuestioned = useSession(session, ({ question }) => question !== null)
  store.attach(modelSlug, recordId)
  useEffect(() => {
    const idle = window.setTimeout(() => store.model.judge.indexAll(), 200)
    return () => window.clearTimeout(idle)
  }, [store])
  useEffect(() => () => session.stayHere(), [session])
  useArrangementAddress(store)
  useEffect(() => {
    session.settings = readSettings(user)
  }, [session, user])
  const page = useMemo(
    () => ({ help: () => setHelpOpen(true), find: () => session.find(plainLimit), openMenu: setMenu }),
    [session],
  )
  return (
    <GridIdsContext value={ids}>
      <section id={ids.root} aria-labelledby={ids.heading} data-inline={form.name} className="min-w-0">
        <GridFold session={session}>
          <GridToolbar session={session} onHelp={() => setHelpOpen(true)} />
          <GridNotices session={session} />
          <GridProgress session={session} />
          <GridTable session={session} page={page} />
          <GridFloats session={session} />
        </GridFold>
        <GridNote />
        <GridVoice session={session} />
        {isBulk && session.bulk ? (
          <Suspense>
            <BulkRunDialog session={session} run={session.bulk} />
          </Suspense>
        ) : null}
        {isQuestioned ? (
          <Suspense>
            <GridQuestion session={session} />
          </Suspense>
        ) : null}
        {isCreating && !isSheetOpen ? (
          <Suspense>
            <CreateRecord session={session} />
          </Suspense>
        ) : null}
        {isSheetOpen ? (
          <Suspense>
            <RowSheet session={session} />
          </Suspense>
        ) : null}
        {menu ? (
          <Suspense>
            <CellMenu session={session} place={menu} onClose={() => setMenu(null)} />
          </Suspense>
        ) : null}
        {isHelpOpen ? (
          <Suspense>
            <GridHelp open onOpenChange={setHelpOpen} session={session} user={user} />
          </Suspense>
        ) : null}
      </section>
    </GridIdsContext>
  )
}
