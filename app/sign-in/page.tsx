import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { localPath } from '@/app/request/local-path'
import { currentActor } from '@/app/session'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<{ next?: string | string[] }> }

/** Where everybody without a session ends up; who has one is led on at once. */
export default async function SignInPage({ searchParams }: Props) {
  const next = localPath((await searchParams).next)
  if (await currentActor()) redirect(next)
  return (
    <main className="grid min-h-dvh place-items-center bg-nav px-4 py-12">
      <div className="w-full max-w-80">
        <p className="mb-6 text-center font-medium text-muted text-sm">Throughline</p>
        <div className="rounded-lg border border-line bg-canvas p-6">
          <h1 className="mb-5 font-semibold text-text text-xl">Sign in</h1>
          <SignInForm next={next} />
        </div>
      </div>
    </main>
  )
}
