import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { act, gridOf, perform, picture, seed } from '@/components/inline-grid/session/testing'
import { copyDraft } from './copy-draft'
import { restoreDraft } from './grid-draft'

/** What a person could have typed of the rows that are here. */
function contents(model: ReturnType<typeof gridOf>) {
  const { rows } = model
  return [...rows.savedKeys, ...rows.created]
    .filter((key) => rows.isHere(key) && !rows.isBlank(key))
    .map((key) => rows.typable.map(({ name }) => rows.get(key, name)))
}

test('a copy has every row that stays, as it stands, and none of it is stored; the original is as it was', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 15 }), (acts) => {
      const original = gridOf(5)
      for (const each of acts) perform(original, each)
      const before = picture(original)
      const copy = gridOf(0)
      const draft = copyDraft(original.rows)
      if (draft) copy.do({ label: 'copy', ops: restoreDraft(copy.rows, draft) })
      expect(contents(copy)).toEqual(contents(original))
      expect(copy.rows.savedKeys).toEqual([])
      expect(picture(original)).toEqual(before)
    }),
    { seed },
  )
})

test('of no rows, or of rows that all go, there is no copy', () => {
  const model = gridOf(2)
  model.setHere('deletion', ['1', '2'], false)
  expect(copyDraft(model.rows)).toBeNull()
  expect(copyDraft(gridOf(0).rows)).toBeNull()
})
