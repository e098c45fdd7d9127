import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { FirstUseScript } from '@/components/first-use/first-use-script'
import { nonceHeader } from './request/request-headers'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Throughline', template: '%s · Throughline' },
  description: 'Edit records and the relations between them',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafbfc' },
    { media: '(prefers-color-scheme: dark)', color: '#101215' },
  ],
}

/** Appearance comes from cookies and stands in the first byte of HTML: no script has to run before the first paint. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const theme = jar.get('theme')?.value
  const nonce = (await headers()).get(nonceHeader) ?? undefined
  return (
    <html
      lang="en"
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      data-navigation={jar.get('navigation')?.value === 'slim' ? 'slim' : undefined}
    >
      <body>
        <FirstUseScript nonce={nonce} />
        {children}
      </body>
    </html>
  )
}
