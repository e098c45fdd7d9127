'use client'

import { lazy, Suspense, useEffect, useId, useMemo, useState } from 'react'
import type { InlineForm } from '@/admin/engine/form'
import type { MenuPlace } from './cell-menu'
import { GridIdsContext, gridIds } from './grid-ids'
import { GridNote } from './grid-note'
import { GridNotices, GridRefusal } from './grid-notices'
import { GridProgress } from './grid-progress'
import { readSettings } from './grid-settings'
import { GridTable } from './grid-table'
import { GridToolbar } from './grid-toolbar'
import { GridVoice } from './grid-voice'
import { RowIconShapes } from './row-icons'
import { plainLimit } from './row-limits'
import type { GridStore } from './store'
import { useSession } from './use-grid'

const GridHelp = lazy(() => import('./grid-help').then(({ GridHelp }) => ({ default: GridHelp })))

const BulkBar = lazy(() => import('./bulk-bar').then(({ BulkBar }) => ({ default: BulkBar })))
const CreateRecord = lazy(() => import('./create-record').then(({ CreateRecord }) => ({ default: CreateRecord })))
const RowSheet = lazy(() => import('./row-sheet').then(({ RowSheet }) => ({ default: RowSheet })))
const CellMenu = lazy(() => import('./cell-menu').then(({ CellMenu }) => ({ default: CellMenu })))
const BulkRunDialog = lazy(() => import('./bulk-run-dialog').then(({ BulkRunDialog }) => ({ default: BulkRunDialog })))
const GridQuestion = lazy(() => import('./grid-question').then(({ GridQuestion }) => ({ default: GridQuestion })))
const PasteDialog = lazy(() => import('./paste-dialog').then(({ PasteDialog }) => ({ default: PasteDialog })))

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
  const isSelecting = useSession(session, ({ selectedRows }) => selectedRows.size > 0)
  const isCreating = useSession(session, ({ creating }) => creating !== null)
  const isSheetOpen = useSession(session, ({ sheet }) => sheet !== null)
  const isAsking = useSession(session, ({ asking }) => asking !== null)
  const isBulk = useSession(session, ({ bulk }) => bulk !== null)
  const isQuestioned = useSession(session, ({ question }) => question !== null)
  store.attach(modelSlug, recordId)
  useEffect(() => {
    const idle = window.setTimeout(() => store.model.judge.indexAll(), 200)
    return () => window.clearTimeout(idle)
  }, [store])
  useEffect(() => () => session.stayHere(), [session])
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
        <RowIconShapes />
        <GridToolbar session={session} onHelp={() => setHelpOpen(true)} />
        <GridNotices session={session} />
        <GridProgress session={session} />
        <GridTable session={session} page={page} />
        <GridRefusal session={session} />
        <Suspense>{isSelecting ? <BulkBar session={session} /> : null}</Suspense>
        <GridNote session={session} />
        <GridVoice session={session} />
        {isAsking ? (
          <Suspense>
            <PasteDialog session={session} />
          </Suspense>
        ) : null}
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
