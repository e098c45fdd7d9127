import { useState } from 'react'
import type { GridSession } from '@/components/inline-grid/session/grid-session'
import { CreateRelated } from '@/components/relation/create-related'

/** The dialog that makes the missing record of a relation cell; the cell gets it, everything else stays as it is. */
export function CreateRecord({ session }: { session: GridSession }) {
  const [creating] = useState(session.creating)
  const field = creating && session.fieldOf(creating.field)
  if (!creating || field?.kind !== 'relation') return null
  return (
    <CreateRelated
      model={field.model}
      lookups={field.lookups}
      text={creating.text}
      onClose={(option) => session.created(option)}
    />
  )
}
