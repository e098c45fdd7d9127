'use client'

import { History, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { wholeRows } from '@/admin/engine/form'
import { midSentence } from '@/admin/engine/mid-sentence'
import { useAppRouter } from '@/components/navigation/app-link'
import { LeaveDialog } from '@/components/navigation/leave-dialog'
import { useListHref } from '@/components/shell/list-return'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import type { RecordDraft } from './draft'
import { DraftNotice } from './draft-notice'
import { editsAsText } from './edits-as-text'
import { fieldElementId, focusElement } from './focus-place'
import { handOver } from './hand-over'
import { InlineSection } from './inline-section'
import { PrintLink } from './print-link'
import { RecordFieldsSection } from './record-fields-section'
import type { RecordFormProps } from './record-form'
import { SaveBar } from './save-bar'
import type { After } from './save-cycle'
import { SaveReport } from './save-report'
import { StopNotice } from './stop-notice'
import { useDrafts } from './use-drafts'
import { useRecordSession } from './use-record-session'
import { useSave } from './use-save'
import { useSaveShortcut } from './use-save-shortcut'

function copyFault(rows: string | undefined): string | undefined {
  return rows && `A copy takes up to ${wholeRows.toLocaleString('en')} ${midSentence(rows)}; this record has more`
}

/** For a button that goes away with what it stands in: the focus goes to where the next step is. */
function focusAfter(work: () => void): void {
  work()
  focusElement('save-list')
}

type RecordEditorProps = RecordFormProps & { isRestart: boolean; onRestart: () => void }

/** One visit to a detail page, from its opening until it is left. */
export function RecordEditor(props: RecordEditorProps) {
  const { page, query, user, links, isRestart } = props
  const { form } = page
  const isEditable = page.record ? form.can.change : form.can.add
  const api = useRecordSession(page, query)
  const { session } = api
  const { cycle, phase } = useSave({ ...props, session })
  const { push } = useAppRouter()
  const drafts = useDrafts(user, session, cycle)
  const hasChanges = () => session.total() > 0
  const isChanged = useSyncExternalStore(session.subscribe, hasChanges, hasChanges)
  const title = useSyncExternalStore(session.subscribe, session.getTitle, session.getTitle)
  const listHref = useListHref(form.model)
  const isReloading = useRef(false)
  const isDirty = useCallback(() => !isReloading.current && session.isDirty(), [session])
  const [discarded, setDiscarded] = useState<RecordDraft | null>(null)

  const save = (after: After) => {
    setDiscarded(null)
    void cycle.save(after)
  }
  const reload = () => {
    // The edits come back from the draft, so nobody need be asked; unless it could not be kept.
    isReloading.current = drafts.keep()
    window.location.reload()
  }
  const discard = () => {
    setDiscarded(session.draft())
    session.discard()
    cycle.dismiss()
    focusElement('save-undo')
  }
  const saveAsCopy = async () => {
    await session.settled()
    handOver(form.model, null, { edits: session.copy(), focus: 'save-list', saves: true })
    // What is unsaved here goes over too; the record itself stays as it is stored.
    session.isHandedOver = true
    cycle.leave()
    push(`/${form.model}/new`, { asked: true })
  }
  useSaveShortcut(isEditable ? () => save('list') : null)

  useEffect(() => {
    const first = form.fields.find(({ readOnly }) => !readOnly)
    if (isRestart && first) focusElement(fieldElementId(first.name))
  }, [isRestart, form])

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        breadcrumbs={[{ label: form.plural, href: listHref }]}
        title={session.isNew ? `New ${midSentence(form.singular)}` : title}
        actions={
          <>
            {links.history ? (
              <ButtonLink kind="quiet" href={links.history} icon={<History aria-hidden />}>
                History
              </ButtonLink>
            ) : null}
            {links.print ? <PrintLink session={session} href={links.print} /> : null}
            {links.remove ? (
              <ButtonLink kind="quiet" href={links.remove} icon={<Trash2 aria-hidden />}>
                Delete
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <noscript>
        <Notice kind="changed" className="mx-gutter mb-3 max-w-3xl">
          {isEditable ? 'Editing needs JavaScript. ' : null}
          {links.print ? (
            <>
              Without JavaScript a table shows its first 100 rows;{' '}
              <a href={links.print} className="underline underline-offset-3">
                the print view
              </a>{' '}
              has all of them.
            </>
          ) : null}
        </Notice>
      </noscript>
      <div className="flex flex-1 flex-col gap-4 pb-6">
        <div className="flex max-w-3xl flex-col gap-3 px-gutter empty:hidden">
          {isEditable && drafts.offered ? (
            <DraftNotice
              offer={drafts.offered}
              onRestore={(offer) => focusAfter(() => drafts.restore(offer))}
              onDiscard={(offer) => focusAfter(() => drafts.forget(offer))}
            />
          ) : null}
          <SaveReport phase={phase} cycle={cycle} session={session} />
        </div>
        <RecordFieldsSection
          session={session}
          control={api.form.control}
          isEditable={isEditable}
          onSubmit={() => save('list')}
        />
        {form.inlines.map((inline) => (
          <InlineSection key={inline.name} inline={inline} session={session} user={user} />
        ))}
      </div>
      {isEditable ? (
        <div className="@container sticky bottom-0 z-20 border-line border-t bg-canvas short:static print:hidden">
          {phase.name === 'stopped' ? (
            <div className="px-gutter pt-2">
              <StopNotice
                stopped={phase}
                singular={form.singular}
                onRetry={() => focusAfter(() => save(cycle.lastAfter))}
                onReload={reload}
                onDismiss={() => focusAfter(() => cycle.dismiss())}
                editsAsText={() =>
                  editsAsText(form, session.draft() ?? { total: 0, fields: {}, picks: {}, inlines: {} })
                }
              />
            </div>
          ) : null}
          <SaveBar
            session={session}
            isDirty={isChanged}
            phase={phase}
            canAddAnother={form.can.add}
            onSave={save}
            onCopy={form.can.add && !session.isNew ? saveAsCopy : undefined}
            copyFault={copyFault(session.grids.unfinished)}
            onDiscard={discard}
          >
            {discarded && !isChanged ? (
              <Button
                id="save-undo"
                size="small"
                onClick={() => {
                  session.restore(discarded)
                  setDiscarded(null)
                  focusElement('save-list')
                }}
              >
                Undo discard
              </Button>
            ) : null}
          </SaveBar>
        </div>
      ) : null}
      <LeaveDialog
        dirty={isChanged}
        isDirty={isDirty}
        describe={(forGood) => {
          const total = session.total()
          const [changes, stay, are] = total === 1 ? ['change', 'stays', 'is'] : ['changes', 'stay', 'are']
          const unsaved = `${total.toLocaleString('en')} unsaved ${changes}`
          return forGood
            ? `${unsaved} ${are} lost when you sign out.`
            : `${unsaved} ${stay} in this browser for a day and can be restored when you come back.`
        }}
      />
    </div>
  )
}
