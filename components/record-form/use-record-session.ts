'use client'

import { useEffect, useState } from 'react'
import { type FieldErrors, type UseFormReturn, useForm } from 'react-hook-form'
import type { RecordPage } from '@/admin/engine/form'
import { readArrangement } from '@/components/inline-grid/order/arrangement-address'
import { createGridStore } from '@/components/inline-grid/session/store'
import { resolveTexts } from '@/components/relation/search'
import { SearchError } from '@/components/relation/search-error'
import type { LookUp } from './own-fields'
import { type Values, valuesOf } from './record-fields'
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

/** The form of the record's own fields and the session around it, made once for the life of the page. */
export function useRecordSession(page: RecordPage, query: string): { form: RecordFormApi; session: RecordSession } {
  const [made] = useState<{ session?: RecordSession }>({})
  const form = useForm<Values>({
    mode: 'onTouched',
    defaultValues: valuesOf(page.form.fields, startingCells(page)),
    resolver: (values) => {
      const { session } = made
      const errors: FieldErrors<Values> = {}
      for (const [name, message] of session?.own.faults(session.isNew, values) ?? [])
        errors[name] = { type: 'check', message }
      return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} }
    },
  })
  const createGrid: typeof createGridStore = (inline, rows, options) => {
    // A grid that is made again while the page is open is arranged as it was.
    const params = new URLSearchParams(made.session ? location.search : query)
    return createGridStore(inline, rows, {
      ...options,
      arrangement: readArrangement(inline.name, inline.fields, params),
    })
  }
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
        for (const { field, message } of problems) if (field) form.setError(field, { type: 'save', message })
      },
      clear: (name) => form.clearErrors(name),
    },
    { createGrid, lookUp },
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
