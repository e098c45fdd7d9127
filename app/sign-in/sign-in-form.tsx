'use client'

import { useActionState, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { type SignInState, signIn } from './actions'

/** Name and password. A form with a server action, so it also works before (or without) any script. */
export function SignInForm({ next }: { next: string }) {
  const [state, submit, busy] = useActionState<SignInState, FormData>(signIn, null)
  const password = useRef<HTMLInputElement>(null)
  const attempt = state?.attempt
  useEffect(() => {
    if (attempt) password.current?.focus()
  }, [attempt])
  return (
    <form action={submit} className="flex flex-col gap-4">
      {state ? (
        // A new key for each attempt, so that the same words are read out again.
        <Notice key={attempt} kind="problem" role="alert">
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Field label="Username">
        {(control) => (
          <TextInput
            {...control}
            name="username"
            defaultValue={state?.username}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            autoFocus
            required
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <TextInput
            {...control}
            ref={password}
            type="password"
            name="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
      <Button type="submit" kind="primary" busy={busy} className="mt-1 justify-center">
        Sign in
      </Button>
    </form>
  )
}
