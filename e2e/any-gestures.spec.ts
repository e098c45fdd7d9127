import type { APIRequestContext } from '@playwright/test'
import { batch, callAction, saveAction } from './actions'
import { Chance } from './chance'
import { expect, test } from './fixtures'
import { GestureOracle } from './gesture-oracle'
import { focusedRow, isAtRest, isInRows, removed, shownRows, tabStops } from './grid-as-shown'
import { DetailPage } from './pages'

/** Another one does other gestures: `THROUGHLINE_SEED=7`. What a test did is said when it fails. */
const seed = Number(process.env.THROUGHLINE_SEED ?? 5)
const gestures = 40
const statuses = ['Active', 'Completed', 'Dropped'] as const

test('any gestures in a long list, with a colleague at the same rows, lose nothing and change nothing else', async ({
  page,
  db,
  contextOf,
}) => {
  const chance = new Chance(seed)
  const did: string[] = []
  const course = await db.course({ students: 10_300 })
  const rows = new Map(course.rows.map((row) => [row.student.name, row]))
  const byId = new Map(course.rows.map((row) => [row.id, row]))
  const nameOf = (id: number) => byId.get(id)?.student.name ?? ''
  const oracle = new GestureOracle(new Map(course.rows.map(({ id }) => [id, 'Active'])))
  /** Rows that a save of this page stored, or that were settled: the colleague leaves them alone from then on. */
  const met = new Set<number>()
  const detail = await new DetailPage(page).open('courses', course.id)
  const search = page.getByRole('searchbox', { name: 'Find in enrollments' })
  const colleague: APIRequestContext = (await contextOf(await db.person([], { superuser: true }))).request

  /** The stored rows in sight; where there is none, those of the whole list. */
  const inSight = async () => {
    const find = async () => (await shownRows(page)).filter(({ name }) => rows.has(name))
    const found = await find()
    if (found.length > 0) return found
    await search.fill('')
    await pressOne(/^Show all$/)
    await isAtRest(page)
    return find()
  }
  /** Presses on the status of a row that is shown; answers with the row that has the focus by then. */
  const goTo = async () => {
    const shown = await inSight()
    if (shown.length === 0) return null
    const { x, y } = chance.pick(shown)
    await page.mouse.click(x, y)
    const found = await focusedRow(page)
    // A press on the focused cell opens its editor: first its list closes, then it.
    if (!found) for (let times = 0; times < 2; times += 1) await page.keyboard.press('Escape')
    const row = found && rows.get(found.name)
    if (row) did.push(`at ${found.name}, ${found.status}`)
    return row ? { id: row.id, shown: found.status } : null
  }
  const type = async () => {
    const place = await goTo()
    if (!place || place.shown === removed) return
    const to = chance.pick(statuses)
    await page.keyboard.type(to)
    await page.keyboard.press('Enter')
    oracle.set([{ ...place, to }])
  }
  /** What a row held when it was marked to be deleted. */
  const beneath = new Map<number, string>()
  const toggle = async () => {
    const place = await goTo()
    if (!place) return
    await page.keyboard.press('Control+-')
    if (place.shown !== removed) beneath.set(place.id, place.shown)
    oracle.set([{ ...place, to: place.shown === removed ? (beneath.get(place.id) ?? '') : removed }])
  }
  const travel = async (way: 'undo' | 'redo') => {
    if (!oracle.can(way) || !(await isInRows(page))) return
    await page.keyboard.press(way === 'undo' ? 'Control+z' : 'Control+y')
    oracle[way]()
  }
  const press = async (keys: readonly string[]) => {
    if (await isInRows(page)) await page.keyboard.press(chance.pick(keys))
  }
  const filter = async () => {
    await page
      .getByRole('button', { name: /^Status/ })
      .first()
      .click()
    await page.getByRole('menuitemcheckbox', { name: chance.pick(statuses) }).click()
    await page.keyboard.press('Escape')
  }
  const pressOne = async (name: RegExp) => {
    const found = page.getByRole('button', { name })
    const count = await found.count()
    if (count > 0) await found.nth(chance.below(count)).click()
  }
  /** The colleague changes and deletes rows, where the oracle knows what comes of it: edited ones, and ones never met. */
  const collide = async () => {
    const edited = [...oracle.edits.keys()].slice(0, 1)
    const others = [chance.below(10_300), chance.below(600)].map((at) => course.rows[at]!.id)
    const update: unknown[] = []
    const gone: unknown[] = []
    for (const id of new Set([...edited, ...others])) {
      const now = oracle.stored.get(id)
      const to = chance.pick([...statuses, removed])
      const isTheirs = oracle.edits.has(id) ? oracle.edits.get(id)?.from === now : !met.has(id)
      if (now === undefined || now === to || !isTheirs) continue
      did.push(`${nameOf(id)} ${to}`)
      const from = now.toLowerCase()
      if (to === removed) gone.push({ id, from: { studentId: byId.get(id)?.student.id, status: from } })
      else update.push({ id, changes: { status: [from, to.toLowerCase()] } })
      oracle.hear(id, to)
    }
    if (update.length + gone.length === 0) return
    const sent = batch({ inlines: { enrollments: { update, delete: gone } } })
    expect((await callAction(colleague, saveAction, ['courses', course.id, sent])).value).toMatchObject({ ok: true })
  }
  const settle = async (id: number) => {
    const choice = oracle.stored.has(id) ? chance.pick(['mine', 'theirs'] as const) : 'theirs'
    did.push(`${choice} of ${nameOf(id)}`)
    const conflict = detail
      .conflicts()
      .getByRole('listitem')
      .filter({ hasText: nameOf(id) })
    await conflict.getByRole('button', { name: choice === 'mine' ? 'Keep mine' : 'Take theirs' }).click()
    met.add(id)
    oracle.settle(id, choice)
  }
  const save = async (): Promise<void> => {
    if (oracle.edits.size === 0) return
    const conflicts = oracle.conflicts()
    await detail.button('Save and continue editing').click()
    if (conflicts.length === 0) {
      await expect(detail.unsaved(0)).toBeVisible()
      for (const id of oracle.edits.keys()) met.add(id)
      oracle.save()
      return isStored()
    }
    await expect(detail.conflicts().getByRole('listitem')).toHaveCount(conflicts.length)
    for (const id of conflicts) await settle(id)
    await isCounted()
    return save()
  }
  /** Every row is stored as it must be, those too that nobody touched. */
  const isStored = async () => {
    const stored = await db.enrollments(course.id)
    const wrong = stored.filter(({ id, status }) => oracle.stored.get(id)?.toLowerCase() !== status)
    expect({ wrong, rows: stored.length }).toEqual({ wrong: [], rows: oracle.stored.size })
  }
  const isCounted = async () => {
    const counts = oracle.counts()
    await expect(detail.unsaved(counts.changed + counts.deleted)).toBeVisible()
    for (const [count, words] of [
      [counts.changed, 'changed'],
      [counts.deleted, 'to delete'],
    ] as const)
      if (count > 0) await expect(page.getByRole('button', { name: `${count} ${words}`, exact: true })).toBeVisible()
  }
  /** Every edit in sight is shown, all of them are counted, and Tab stops once. */
  const isShown = async () => {
    await isAtRest(page)
    await isCounted()
    for (const { name, status } of await shownRows(page)) {
      const edit = oracle.edits.get(rows.get(name)?.id ?? 0)
      if (edit) expect([name, status]).toEqual([name, edit.to])
    }
    expect(await tabStops(page)).toBe(1)
  }

  const acts: [name: string, weight: number, act: () => Promise<unknown>][] = [
    ['type', 12, type],
    ['delete', 4, toggle],
    ['undo', 6, () => travel('undo')],
    ['redo', 4, () => travel('redo')],
    [
      'keys',
      5,
      () => press(['ArrowDown', 'PageDown', 'Control+Home', 'Control+End', 'Tab', 'Escape', 'Shift+ArrowDown']),
    ],
    ['wheel', 4, () => page.mouse.wheel(0, (chance.below(9) - 4) * 400)],
    ['jump', 5, () => page.evaluate((part) => scrollTo(0, part * document.body.scrollHeight), chance.next())],
    ['sort', 3, () => page.getByRole('columnheader').getByRole('button').nth(chance.below(3)).click()],
    ['search', 3, () => search.fill(chance.pick(['Student 1', `Student ${chance.below(100)}`, '']))],
    ['filter', 2, filter],
    ['by state', 2, () => pressOne(/^[\d,]+ (changed|to delete)$/)],
    ['show all', 3, () => pressOne(/^Show all$/)],
    ['colleague', 4, collide],
    ['save', 3, save],
  ]
  await test.step(`seed ${seed}`, async () => {
    try {
      for (let count = 0; count < gestures; count += 1) {
        const [name, , act] = chance.pick(acts, ([, weight]) => weight)
        did.push(name)
        await act()
        if (chance.next() < 0.3) await isShown()
      }
      await isShown()
      await save()
      await isStored()
    } catch (error) {
      throw new Error(`Seed ${seed} fails after: ${did.join('; ')}`, { cause: error })
    }
  })
})
