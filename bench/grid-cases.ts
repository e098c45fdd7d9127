import type { Case } from './results'
import type { World } from './world'

export const gridCases: Case<World>[] = []
