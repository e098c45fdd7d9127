import { useEffect, useRef, useState } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { rowCount } from '@/components/inline-grid/session/count-words'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { doPaste, type Paste, preparePaste } from './paste'

/** Asks before a paste that adds many rows, does not fit, or seems to begin with headings. */
export function PasteDialog({ session, paste }: { session: GridSession; paste: Paste }) {
  const confirm = useRef<HTMLButtonElement>(null)
  const [useHeading, setUseHeading] = useState(true)
  const prepared = preparePaste(session, paste.whole, useHeading, paste.at)
  const refusal = typeof prepared === 'string' ? prepared : undefined
  useEffect(() => {
    if (refusal === undefined) return
    // Its place is gone.
    session.ask(null)
    session.refuse(refusal)
  }, [refusal, session])
  if (typeof prepared === 'string') return null
  const close = (isDone: boolean) => {
    session.ask(null)
    if (isDone) doPaste(session, prepared)
    else session.announce('Nothing was pasted')
    session.requestFocus()
    session.tell()
  }
  const rows = prepared.block.texts.length
  const isNothing = prepared.cutRows >= rows
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close(false)}
      title={`Paste ${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`}
      asks
      initialFocus={confirm}
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button ref={confirm} kind="primary" disabled={isNothing} onClick={() => close(true)}>
            {prepared.newRows > 0 ? `Paste and add ${rowCount(session, prepared.newRows)}` : 'Paste'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        {prepared.hasHeading ? (
          <label htmlFor="paste-heading" className="flex items-center gap-2">
            <Checkbox
              id="paste-heading"
              checked={useHeading}
              onChange={(event) => setUseHeading(event.currentTarget.checked)}
            />
            First row looks like headings: use it to map columns
          </label>
        ) : null}
        {linesOf(session, prepared).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </Dialog>
  )
}

/** The columns of a block that no heading maps, by what is written over them. */
function leftOut({ whole, mapping = [] }: Paste): string {
  const names = mapping.flatMap((name, at) =>
    name === undefined ? [`“${whole.texts[0]?.[at]?.trim() || '(no heading)'}”`] : [],
  )
  return names.length > 5 ? `${names.length} of the columns` : names.join(', ')
}

function linesOf(session: GridSession, prepared: Paste): string[] {
  const { newRows, cutColumns, cutRows, mapping } = prepared
  const { form } = session.model
  const lines: string[] = []
  if (newRows > 0) lines.push(`${rowCount(session, newRows)} will be added.`)
  if (cutColumns > 0)
    lines.push(
      mapping
        ? `${leftOut(prepared)} ${cutColumns === 1 ? 'has' : 'have'} no column here and will be left out.`
        : `${cutColumns} ${cutColumns === 1 ? 'column does' : 'columns do'} not fit to the right and will be left out.`,
    )
  if (cutRows > 0)
    lines.push(
      form.maxRows !== null && form.can.add
        ? `${rowCount(session, cutRows)} cannot be added: at most ${form.maxRows} are allowed. The last rows will be left out.`
        : `${rowCount(session, cutRows)} cannot be added: you may not add ${midSentence(form.plural)}. The last rows will be left out.`,
    )
  return lines
}
