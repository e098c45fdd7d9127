import { type ReactNode, useEffect, useRef, useState } from 'react'
import { midSentence } from '@/admin/engine/mid-sentence'
import { Sliced } from '@/components/inline-grid/rows/slices'
import { foundWords } from '@/components/inline-grid/session/count-words'
import { useGridIds } from '@/components/inline-grid/session/grid-ids'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { useModel, useSession } from '@/components/inline-grid/session/use-grid'
import { TextInput } from '@/components/ui/text-input'

/** A search for what was typed last, which waits for more to be typed. */
type Waiting = { timer: ReturnType<typeof setTimeout>; apply: () => void }

/** Finds rows by words as they are typed. */
export function GridSearch({ session, icon }: { session: GridSession; icon: ReactNode }) {
  const { model } = session
  const ids = useGridIds()
  const [words, setWords] = useState(model.arrangement.words)
  const waiting = useRef<Waiting>(undefined)
  const input = useRef<HTMLInputElement>(null)
  const requests = useSession(session, ({ findRequests }) => findRequests)
  const [isFinding, setFinding] = useState(false)
  useEffect(() => () => clearTimeout(waiting.current?.timer), [])
  const applied = useModel(model, ({ arrangement }) => arrangement.words)
  // "Show all" empties the search from outside.
  useEffect(() => {
    if (applied === '') setWords('')
  }, [applied])
  useEffect(() => {
    if (requests === 0) return
    setFinding(true)
    input.current?.select()
  }, [requests])
  const search = (text: string) => {
    setWords(text)
    clearTimeout(waiting.current?.timer)
    // Rows that are here are found while the word is typed; a server is asked once the typing pauses.
    const apply = () => {
      waiting.current = undefined
      model.apply({ ...model.arrangement, words: text })
      if (text.trim() !== '' && !model.windows) session.announce(foundWords(session), 'shown')
    }
    waiting.current = { timer: setTimeout(apply, model.windows ? 120 : 0), apply }
  }
  const searchNow = () => {
    clearTimeout(waiting.current?.timer)
    waiting.current?.apply()
  }
  const goToFirst = () => {
    const key = model.isSearching ? undefined : model.firstFound
    if (key !== undefined && words.trim() !== '') session.moveTo({ key, field: model.form.heading })
  }
  return (
    <span className="relative max-w-56 grow-100 basis-24 max-sm:max-w-full max-sm:basis-full [&>svg]:absolute [&>svg]:top-1/2 [&>svg]:left-2 [&>svg]:size-3.5 [&>svg]:-translate-y-1/2 [&>svg]:text-muted">
      {icon}
      <TextInput
        ref={input}
        type="search"
        aria-describedby={isFinding ? `${ids.root}-find` : undefined}
        aria-label={`Find in ${midSentence(model.form.plural)}`}
        placeholder="Find in rows…"
        value={words}
        onFocus={() => void new Sliced(model.preparingSearch(), () => {})}
        onChange={(event) => search(event.currentTarget.value)}
        // Enter leads to what was found; it is not for the form around the grid.
        onKeyDown={(event) => {
          // It may be the key that reloads the page.
          if (event.ctrlKey || event.metaKey || /^F\d+$/.test(event.key)) searchNow()
          if (event.key === 'Enter') {
            event.preventDefault()
            goToFirst()
          }
          if (event.key !== 'Escape') return
          if (words !== '') search('')
          else if (isFinding) {
            session.requestFocus()
            session.tell([])
          }
        }}
        onBlur={() => {
          searchNow()
          setFinding(false)
        }}
        className="h-control-small! pl-7! text-sm"
      />
      {isFinding ? (
        <span
          id={`${ids.root}-find`}
          className="absolute top-full left-0 z-30 mt-1 w-max max-w-[80vw] rounded-md bg-surface px-2 py-1 text-muted text-xs shadow-float"
        >
          Browser find sees only the rows on screen; this search sees all of them
        </span>
      ) : null}
    </span>
  )
}
