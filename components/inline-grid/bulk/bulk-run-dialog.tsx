import { useRef, useSyncExternalStore } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { isFiltered } from '@/components/inline-grid/order/arrange'
import { rowCount } from '@/components/inline-grid/session/count-words'
import { focusTarget } from '@/components/inline-grid/session/grid-focus'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { canTakeBack, closeBulk, takeBack, valueText } from './bulk-commands'
import type { BulkRun } from './bulk-run'

/** Asks before all rows that match are changed on the server, shows how far that is, and says what was done. */
export function BulkRunDialog({ session, run }: { session: GridSession; run: BulkRun }) {
  const state = () => [run.step, run.changed, run.skipped, run.matching].join(' ')
  useSyncExternalStore(run.subscribe, state, state)
  const ids = useGridIds()
  const first = useRef<HTMLButtonElement>(null)
  const isBusy = run.step === 'running' || run.step === 'stopping'
  // The button that was pressed goes away; the focus stays in the window.
  const hold = () => first.current?.focus()
  const leave = () => (isBusy ? run.stop() : closeBulk(session))
  const go = () => {
    hold()
    void run.go()
  }
  const isReversible = !run.undoes && run.changed > 0 && canTakeBack(session, run)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && leave()}
      title={titleOf(session, run)}
      asks
      initialFocus={first}
      // What opened it is gone with the selection.
      finalFocus={() => {
        const table = document.getElementById(ids.root)?.querySelector('table')
        return table ? (focusTarget(session, table) ?? table.querySelector<HTMLElement>('[data-column]')) : null
      }}
      footer={
        <>
          <Button ref={first} onClick={leave} busy={run.step === 'stopping'}>
            {run.isOver ? 'Close' : 'Cancel'}
          </Button>
          {run.isOver && isReversible ? (
            <Button
              onClick={() => {
                hold()
                takeBack(session, run)
              }}
            >
              Undo
            </Button>
          ) : null}
          {run.canGoOn ? (
            <Button kind="primary" onClick={go}>
              Go on
            </Button>
          ) : null}
          {run.step === 'asking' ? (
            <Button kind="primary" disabled={run.total === 0} onClick={go}>
              {`${run.change.kind === 'delete' ? 'Delete' : 'Set in'} ${rowCount(session, run.total)}`}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        {isBusy || run.isOver ? <Progress session={session} run={run} /> : <Question session={session} run={run} />}
      </div>
    </Dialog>
  )
}

function titleOf(session: GridSession, run: BulkRun): string {
  const { change, step } = run
  const rows = step === 'counting' ? midSentence(session.model.form.plural) : rowCount(session, run.matching)
  const field = change.kind === 'set' ? midSentence(session.fieldOf(change.field)?.label ?? change.field) : ''
  if (run.takesBack)
    return `${run.undoes ? 'Undo' : 'Redo'} the ${change.kind === 'set' ? `setting of ${field}` : 'deletion'}`
  return change.kind === 'set' ? `Set ${field} of ${rows}` : `Delete ${rows}`
}

function Question({ session, run }: { session: GridSession; run: BulkRun }) {
  const { change, total, same, target, step } = run
  if (step === 'counting') return <p role="status">Counting the rows…</p>
  const label = change.kind === 'set' ? (session.fieldOf(change.field)?.label ?? change.field) : ''
  const value = change.kind === 'set' ? valueText(session, change) : ''
  return (
    <>
      <p>
        {change.kind === 'delete'
          ? `${rowCount(session, total)} will be deleted.`
          : `${label} becomes ${value === '' ? 'empty' : `“${value}”`} in ${rowCount(session, total)}.`}
        {same > 0 ? ` ${rowCount(session, same)} ${same === 1 ? 'has' : 'have'} it already.` : ''}
      </p>
      {isFiltered(session.model.arrangement) ? <p>Only rows that the search and the filters match.</p> : null}
      {target.except.length > 0 ? (
        <p>{rowCount(session, target.except.length)} with unsaved changes will be left as they are.</p>
      ) : null}
      <p className="text-muted">
        This is stored at once, not with the next save.{' '}
        {canTakeBack(session, run) ? 'It can be undone.' : 'It cannot be undone here.'}
      </p>
    </>
  )
}

function Progress({ session, run }: { session: GridSession; run: BulkRun }) {
  const done = run.changed + run.skipped
  const total = Math.max(run.total, done)
  return (
    <>
      {run.isOver ? null : (
        <div
          role="progressbar"
          aria-label={titleOf(session, run)}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          aria-valuetext={`${done.toLocaleString('en')} of ${rowCount(session, total)}`}
          className="h-2 overflow-hidden rounded-full bg-sunken"
        >
          <div className="h-full bg-accent" style={{ width: `${total === 0 ? 0 : (100 * done) / total}%` }} />
        </div>
      )}
      {run.isBegun ? (
        <p role={run.isOver ? 'status' : undefined} className="tabular-nums">
          {wordsOf(session, run)}
        </p>
      ) : null}
      {run.step === 'failed' && run.message ? <p role="alert">{run.message}</p> : null}
    </>
  )
}

function wordsOf(session: GridSession, run: BulkRun): string {
  const { step, change, changed, skipped, total, undoes } = run
  const verb = change.kind === 'set' ? (undoes ? 'set back' : 'changed') : undoes ? 'restored' : 'deleted'
  const left = skipped > 0 ? `, ${skipped.toLocaleString('en')} left as they were changed since` : ''
  if (step === 'running') return `${(changed + skipped).toLocaleString('en')} of ${rowCount(session, total)} done…`
  if (step === 'stopping') return 'Stopping after the present portion…'
  if (step === 'done') return `${rowCount(session, changed)} ${verb}${left}.`
  return `${step === 'stopped' ? 'Stopped' : 'Not finished'}: ${changed.toLocaleString('en')} of ${rowCount(session, total)} ${verb}${left}.`
}
