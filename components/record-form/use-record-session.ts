'use client'

import { useEffect, useState } from 'react'
import { type FieldErrors, type UseFormReturn, useForm } from 'react-hook-form'
import type { RecordPage } from '@/admin/engine/form'
import { createGridStore } from '@/components/inline-grid/store'
import { recordProblems, type Values, valuesOf } from './record-fields'
import { RecordSession, startingCells } from './record-session'

export type RecordFormApi = UseFormReturn<Values>

/** The form of the record's own fields and the session around it, made once for the life of the page. */
export function useRecordSession(page: RecordPage): { form: RecordFormApi; session: RecordSession } {
  const [made] = useState<{ session?: RecordSession }>({})
  const form = useForm<Values>({
    mode: 'onTouched',
    defaultValues: valuesOf(page.form.fields, startingCells(page)),
    resolver: (values) => {
      const { session } = made
      const problems = session ? recordProblems(session.fields, session.cells, values, session.isNew) : []
      const errors: FieldErrors<Values> = {}
      for (const { field, message } of problems) if (field) errors[field] = { type: 'check', message }
      return problems.length > 0 ? { values: {}, errors } : { values, errors: {} }
    },
  })
  made.session ??= new RecordSession(
    page,
    {
      get: () => form.getValues(),
      set: (name, value) => form.setValue(name, value),
      showProblems: (problems) => {
        form.clearErrors()
        for (const { field, message } of problems) if (field) form.setError(field, { type: 'save', message })
      },
    },
    createGridStore,
  )
  const { session } = made
  useEffect(() => form.subscribe({ formState: { values: true }, callback: session.changed }), [form, session])
  return { form, session }
}
