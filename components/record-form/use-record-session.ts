'use client'

import { useEffect, useState } from 'react'
import { type FieldErrors, type UseFormReturn, useForm } from 'react-hook-form'
import type { RecordPage } from '@/admin/engine/form'
import { createGridStore } from '@/components/inline-grid/session/store'
import { resolveTexts } from '@/components/relation/search'
import { SearchError } from '@/components/relation/search-error'
import { type FieldValue, sameValue } from './field-value'
import type { LookUp } from './own-fields'
import { recordProblems, type Values, valuesOf } from './record-fields'
import { RecordSession, startingCells } from './record-session'

const lookUpMs = 10_000

const lookUp: LookUp = async (field, words, place) => {
  try {
    const found = await resolveTexts(field.model, [words], { signal: AbortSignal.timeout(lookUpMs), for: place })
    const resolution = found.get(words)
    return resolution?.status === 'ok' ? resolution.option : undefined
  } catch (error) {
    // Nobody answered: the words stay in the field, and the save says what is wrong with them.
    if (error instanceof SearchError || error instanceof TypeError || error instanceof DOMException) return undefined
    throw error
  }
}

export type RecordFormApi = UseFormReturn<Values>

/** What the last save refused, by field, with the value that was refused. */
type Refused = Map<string, { message: string; value: FieldValue }>

/** The form of the record's own fields and the session around it, made once for the life of the page. */
export function useRecordSession(page: RecordPage): { form: RecordFormApi; session: RecordSession } {
  const [made] = useState<{ session?: RecordSession; refused: Refused }>({ refused: new Map() })
  const form = useForm<Values>({
    mode: 'onTouched',
    defaultValues: valuesOf(page.form.fields, startingCells(page)),
    resolver: (values) => {
      const { session, refused } = made
      const errors: FieldErrors<Values> = {}
      // What a save refused stays refused until it is written anew: leaving the field is no correction.
      for (const [name, { message, value }] of refused)
        if (sameValue(value, values[name] ?? null)) errors[name] = { type: 'save', message }
      const problems = session ? recordProblems(session.own.fields, session.own.cells, values, session.isNew) : []
      for (const { field, message } of problems) if (field) errors[field] = { type: 'check', message }
      return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} }
    },
  })
  made.session ??= new RecordSession(
    page,
    {
      get: () => form.getValues(),
      set: (name, value) => {
        form.setValue(name, value)
        form.clearErrors(name)
      },
      showProblems: (problems) => {
        form.clearErrors()
        made.refused.clear()
        for (const { field, message } of problems)
          if (field) {
            made.refused.set(field, { message, value: form.getValues(field) ?? null })
            form.setError(field, { type: 'save', message })
          }
      },
    },
    { createGrid: createGridStore, lookUp },
  )
  const { session } = made
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name }) => {
          // At once and not when the field is left: a press elsewhere would find the page moved away under it.
          if (name !== undefined && form.getFieldState(name).error) void form.trigger(name)
          session.changed()
        },
      }),
    [form, session],
  )
  return { form, session }
}
