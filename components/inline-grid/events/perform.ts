import { contentIn, fillDown, fillRight } from '@/components/inline-grid/selection/fill-cells'
import { actionColumn, selectColumn } from '@/components/inline-grid/selection/side-columns'
import { clear, edit, nextProblem, space, travel, unread } from '@/components/inline-grid/session/grid-commands'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { askForDay, deleteRows } from '@/components/inline-grid/session/question'
import type { Intent } from './grid-keys'

/** What a command needs of the page around the rows. */
export type GridPage = { help(): void; find(): boolean; leave(back: boolean): void }

/** Does what a key press asked for. Answers false where the key is the browser's after all. */
export function perform(session: GridSession, intent: Intent, page: GridPage): boolean {
  // The window of a question is on its way: what is pressed until then is not meant for the rows.
  if (session.isAsked) {
    if (intent.kind === 'escape') session.askNothing()
    return true
  }
  if (session.hasGaps && actsOnSelection(intent)) {
    session.refuse(unread)
    return true
  }
  if (session.work && !isHarmless(intent)) {
    if (intent.kind === 'escape') session.work.giveUp()
    else session.announce(`${session.work.words}: wait for its end, or press Escape to give it up`)
    return true
  }
  switch (intent.kind) {
    case 'move':
      session.move(intent.to, intent.extend)
      if (intent.extend) session.announceSelection()
      return true
    case 'tab':
      if (!session.settings.tabLeaves) return tabOn(session, intent.back, page)
      page.leave(intent.back)
      return true
    case 'edit':
      return enter(session, intent)
    case 'open':
      if (askForDay(session)) return true
      return session.editing ? false : enter(session, { kind: 'edit', mode: 'caret', whole: true })
    case 'commit':
      return commitAnd(session, intent.next, page)
    case 'cancel':
      session.cancel()
      return true
    case 'switch-mode':
      session.switchMode()
      return true
    case 'escape':
      return letGo(session)
    case 'clear':
      return andFocus(session, clear(session))
    case 'select':
      session.select(intent.what)
      return true
    case 'space':
      return andFocus(session, space(session))
    case 'fill':
      return andFocus(session, intent.direction === 'down' ? fillDown(session) : fillRight(session))
    case 'undo':
    case 'redo':
      return travel(session, intent.kind)
    case 'delete-rows':
      if (session.isEverything)
        void import('@/components/inline-grid/bulk/bulk-commands').then(({ askBulk }) =>
          askBulk(session, { kind: 'delete' }),
        )
      else deleteRows(session, session.chosenRows())
      return true
    case 'problem':
      return nextProblem(session, intent.back)
    case 'leave':
      page.leave(intent.back)
      return true
    case 'help':
      page.help()
      return true
    case 'find':
      return page.find()
    case 'menu':
      // The browser's own event for it opens the menu, by mouse and by key alike.
      return false
  }
}

/** What may be done while the rows are kept busy. */
function isHarmless({ kind }: Intent): boolean {
  return kind === 'move' || kind === 'tab' || kind === 'leave' || kind === 'help' || kind === 'find' || kind === 'menu'
}

function actsOnSelection(intent: Intent): boolean {
  if (intent.kind === 'commit') return intent.next === 'fill'
  return intent.kind === 'clear' || intent.kind === 'fill' || intent.kind === 'delete-rows'
}

function tabOn(session: GridSession, back: boolean, page: GridPage): boolean {
  if (!session.isLeaving && session.tab(back)) return true
  page.leave(back)
  return true
}

function enter(session: GridSession, { whole }: Extract<Intent, { kind: 'edit' }>): boolean {
  const { field } = session.focus
  if (field === selectColumn || field === actionColumn) return false
  if (session.fieldOf(field)?.kind === 'boolean') return andFocus(session, space(session))
  if (!session.edit('caret', { whole })) sayLocked(session)
  return true
}

/** Says why nothing can be typed into the focused cell. */
export function sayLocked(session: GridSession): void {
  const { change } = session.model.status(session.focus.key)
  session.announce(change === 'deleted' ? 'This row will be deleted; restore it to edit' : 'This cell is read-only')
}

/** A text in a column of check boxes gives way to a box, which is what has the focus then. */
function andFocus(session: GridSession, isDone: boolean): boolean {
  if (isDone && session.fieldOf(session.focus.field)?.kind === 'boolean') session.takeFocus()
  return isDone
}

type After = Extract<Intent, { kind: 'commit' }>['next']

function commitAnd(session: GridSession, after: After, page: GridPage): boolean {
  if (after === 'fill') return commitAndFill(session)
  session.commit()
  switch (after) {
    case 'down':
    case 'up':
      session.moveAfterEnter(after)
      return true
    case 'left':
    case 'right':
      session.move(after)
      return true
    case 'home':
    case 'end':
      session.move(after === 'home' ? 'first-column' : 'last-column')
      return true
    case 'next':
    case 'previous':
      return tabOn(session, after === 'previous', page)
  }
}

function commitAndFill(session: GridSession): boolean {
  const content = session.editedContent()
  const field = session.editing && session.fieldOf(session.editing.field)
  const cells = session.cells()
  session.editing = null
  session.requestFocus()
  if (content !== undefined && field)
    edit(
      session,
      'fill',
      cells.map(({ key, field: name }) => ({ key, field: name, content: contentIn(session, name, field, content) })),
    )
  session.tell()
  return true
}

function letGo(session: GridSession): boolean {
  if (session.ranges.length > 0 || session.selectedRows.size > 0) {
    session.ranges = []
    session.selectedRows.clear()
    session.tell()
    session.announce('Selection cleared')
  } else {
    session.isLeaving = true
    session.announce('Press Tab to leave the table')
  }
  return true
}
