import { defineConfig, devices } from '@playwright/test'

const executablePath = process.env.THROUGHLINE_CHROMIUM
const isRoot = process.getuid?.() === 0

/**
 * Chromium draws the popups of its address bar, two pages that nobody sees, for each window: half the cost of a new one. Of
 * several such switches the last counts, so that what Playwright turns off stands here too.
 */
const unused = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

/** Every limit is far beyond what a test needs on a busy machine: none may fail for being slow, and none is tried twice. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's sandbox does not start as root.
      args: [`--disable-features=${unused.join(',')}`, ...(isRoot ? ['--no-sandbox'] : [])],
    },
  },
})
