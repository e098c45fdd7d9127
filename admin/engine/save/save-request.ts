import type { SaveResult } from '../batch'
import type { Model } from '../define'
import type { Form } from '../form'
import type { Actor } from '../permissions'
import type { Site } from '../site'
import type { Work } from './judge'
import type { Part } from './part'

/** A save whose rights and values have been judged. */
export type SaveRequest = {
  site: Site
  actor: Actor
  model: Model
  form: Form
  id: number | null
  saveId: string
  digest: string
  record: Part
  work: Work
}

/** Ends the transaction with an answer that writes nothing; thrown so that it is rolled back, the save id included. */
export class Unsaved extends Error {
  override readonly name = 'Unsaved'
  constructor(readonly result: SaveResult) {
    super('Nothing was saved')
  }
}
