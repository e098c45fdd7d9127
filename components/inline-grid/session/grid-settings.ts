import { browserStorage, unlessRefused } from '@/components/ui/browser-storage'

/** How one person likes to work in grids. */
export type GridSettings = {
  /** Tab goes on to what follows the table instead of to the next cell. */
  tabLeaves: boolean
  /** A copy takes relations by name instead of by key. */
  names: boolean
}

export const usualSettings: GridSettings = { tabLeaves: false, names: false }

type KeptIn = Pick<Storage, 'getItem' | 'setItem'>

const prefix = 'throughline:grid:'

/** What a person chose in this browser; what was never chosen, or cannot be read, is as usual. */
export function readSettings(user: string, storage: KeptIn | undefined = browserStorage()): GridSettings {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(prefix + user) ?? '{}')
    const has = (name: keyof GridSettings) =>
      typeof kept === 'object' && kept !== null && (kept as Partial<GridSettings>)[name] === true
    return { tabLeaves: has('tabLeaves'), names: has('names') }
  } catch (error) {
    if (error instanceof SyntaxError) return usualSettings
    throw error
  }
}

/** Keeps what a person chose; where the browser keeps nothing it holds for this page. */
export function keepSettings(
  user: string,
  settings: GridSettings,
  storage: KeptIn | undefined = browserStorage(),
): void {
  unlessRefused(() => storage?.setItem(prefix + user, JSON.stringify(settings)))
}
