import type { Site } from './site'

export function faultsOf(_site: Site): string[] {
  return []
}
