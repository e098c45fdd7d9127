import type { Field } from '@/admin/engine/form'
import type { Editing, GridSession } from '@/components/inline-grid/session/grid-session'

export type CellEditorProps = { session: GridSession; field: Field; editing: Editing; rowTitle: string }

/** An editor lies over its cell. */
export const editorClass =
  'absolute inset-0 z-10 w-full bg-canvas px-3 text-sm leading-5 text-text outline-2 -outline-offset-2 outline-accent caret-text'
