import { sql } from 'drizzle-orm'
import type { Block } from '../components/inline-grid/values/block'
import { gridCase, rounds } from './grid-case'
import { type GridPage, type Measured, visit } from './grid-page'
import { inTurn } from './in-turn'
import type { Case } from './results'
import { nextStatus } from './save-cases'
import { median, rounded } from './statistics'
import type { DatabaseWorld, World } from './world'

/** Until the grid can be used: the rows on the screen are there, keys are heard, the browser is at rest. */
const open = (rows: number) => gridCase('grid-open', rows, (grid) => rounds(5, () => grid.open('usable')))

/** A course that is shown in windows opens as fast as one of a thousand: opened in turn with that, which is the floor. */
const openBeside = (rows: number, worldOf: (world: World) => DatabaseWorld | Promise<DatabaseWorld>): Case<World> => ({
  name: 'grid-open',
  rows,
  async measure(world) {
    const courses = await worldOf(world)
    const [many, thousand] = [await visit(courses, rows), await visit(courses, 1_000)]
    try {
      for (const grid of [many, thousand]) {
        await grid.open()
        await grid.slow(true)
      }
      return await inTurn({ rounds: 7, warmUp: 1, work: () => openAlone(many), floor: () => openAlone(thousand) })
    } finally {
      await Promise.all([many.close(), thousand.close()])
    }
  },
})

/** Opens a page and leaves it again, so that what it would still do is not in the way of the next. */
async function openAlone(grid: GridPage): Promise<number> {
  const ms = await grid.open('usable')
  await grid.page.goto('about:blank')
  return ms
}

/** Until every row is in the page, for the browser's own search and for print; the grid is used long before. */
const whole: Case<World> = gridCase('grid-open-whole', 1_000, (grid) => rounds(5, () => grid.open()))

/** From a key in an open editor until its letter is painted. */
const keystroke = (rows: number) =>
  gridCase('grid-keystroke', rows, async (grid) => {
    await grid.focus(3, 'status')
    await grid.press('F2')
    await grid.press('Control+A')
    const figures = await rounds(20, async () => seen(await grid.measure('keydown', () => grid.press('a'))))
    const typed = await grid.page.locator('input:focus').inputValue()
    if (typed !== 'a'.repeat(21)) throw new Error(`The editor holds "${typed}" after 21 keys`)
    return figures
  })

/** The whole press of Enter in an edited cell: the change, its editor that closes, the focus that goes on, and drawing all. */
const commit = (rows: number) =>
  gridCase('grid-commit', rows, async (grid) => {
    await grid.focus(2, 'status')
    const figures = await rounds(15, async () => {
      await typeAnother(grid)
      return (await grid.measure('keydown', () => grid.press('Enter'))).script
    })
    const changed = await grid.page.evaluate(() => bench.unsaved())
    if (changed !== 16) throw new Error(`${changed} rows are changed after 16 commits`)
    return figures
  })

/** Opens the editor of the focused status and types another one. */
async function typeAnother(grid: GridPage): Promise<void> {
  const shown = await grid.page.locator(':focus').textContent()
  await grid.press('F2')
  await grid.press('Control+A')
  await grid.page.keyboard.insertText(shown?.includes('Dropped') ? 'Completed' : 'Dropped')
}

/** One cell's change by itself, what it means for its row, and drawing it: a second cell is set back, and set again. */
const change = (rows: number) =>
  gridCase('grid-change', rows, async (grid) => {
    for (const row of [4, 2]) {
      await grid.focus(row, 'status')
      await typeAnother(grid)
      await grid.press('Enter')
    }
    await grid.focus(2, 'status')
    await grid.page.keyboard.down('Control')
    return rounds(20, async (round) => {
      const { script } = await grid.measure('keydown', () => grid.press(round % 2 ? 'y' : 'z'))
      const changed = await grid.page.evaluate(() => bench.unsaved())
      if (changed !== (round % 2 ? 2 : 1)) throw new Error(`${changed} rows are changed after round ${round}`)
      return script
    })
  })

/**
 * Four columns of so many rows, as copied from another course; the students are others than in each row before. From the
 * paste, or from the answer to the question before it, until all of them are changed and those in sight are painted.
 */
const paste = (pasted: number) => (rows: number) =>
  gridCase(`grid-paste-${pasted}`, rows, async (grid, world) => {
    const blocks = await blocksOf(world, rows, pasted)
    return rounds(3, async (round) => {
      const measured = await pasteBlock(grid, blocks[round % 2])
      await grid.press('Control+Z')
      return seen(measured)
    })
  })

/** The longest task of such a paste, until all of it is drawn: for so long the page hears nobody. */
const pasteTask = (rows: number) =>
  gridCase('grid-paste-task', rows, async (grid, world) => {
    const blocks = await blocksOf(world, rows, 10_000)
    return rounds(3, async (round) => {
      const { longest } = await pasteBlock(grid, blocks[round % 2])
      await grid.press('Control+Z')
      return longest
    })
  })

/** The longest task after such a paste until all that it changed is kept as a draft: nobody should notice. */
const draft = (rows: number) =>
  gridCase('grid-draft', rows, async (grid, world) => {
    const blocks = await blocksOf(world, rows, 10_000)
    return rounds(3, async (round) => {
      await pasteBlock(grid, blocks[round % 2])
      const longest = await grid.page.evaluate(() => bench.kept())
      await grid.press('Control+Z')
      return longest
    })
  })

/** From Control+Z after a paste of 10,000 rows until none of them is unsaved any more, and that is painted. */
const undo = (rows: number) =>
  gridCase('grid-undo', rows, async (grid, world) => {
    const blocks = await blocksOf(world, rows, 10_000)
    return rounds(3, async () => {
      await pasteBlock(grid, blocks[0])
      return seen(await grid.measure('keydown', () => grid.press('Control+Z'), 0))
    })
  })

/**
 * From the end of a click on a column's header until the rows in sight are painted in their new order; others follow. A
 * hand presses and lets go again at two moments, and what the press does is done by then.
 */
const sort = (rows: number) =>
  gridCase('grid-sort', rows, async (grid) => {
    await grid.grid.getByRole('columnheader', { name: 'Status' }).getByRole('button').hover()
    return rounds(9, async () => {
      await grid.page.mouse.down()
      await grid.rest()
      return seen(await grid.measure('click', () => grid.page.mouse.up()))
    })
  })

/** From a typed word until its rows in sight are painted. Of rows that are here no pause is waited for more letters. */
const filter = (rows: number) =>
  gridCase('grid-filter', rows, (grid) => {
    const search = grid.page.getByRole('searchbox', { name: 'Find in enrollments' })
    return rounds(7, async () => {
      await search.click()
      const time = seen(await grid.measure('input', () => grid.page.keyboard.insertText('mari'), 'shown'))
      await grid.measure('input', () => search.fill(''), 'shown')
      return time
    })
  })

/** How much memory 1,000 edits leave behind that were all taken back. */
const heap = (rows: number) =>
  gridCase('grid-heap', rows, async (grid) => {
    await grid.slow(false)
    await edits(grid, 20)
    const before = await grid.heap()
    await edits(grid, 1_000)
    return { bytes: Math.max(0, (await grid.heap()) - before) }
  })

async function edits(grid: GridPage, count: number): Promise<void> {
  for (let edit = 0; edit < count; edit += 1) {
    if (edit % 20 === 0) await grid.focus(0, 'status')
    await grid.press('F2')
    await grid.press('Control+A')
    await grid.page.keyboard.insertText(edit % 40 < 20 ? 'Dropped' : 'Completed')
    await grid.press('Enter')
  }
  for (let edit = 0; edit < count; edit += 1) await grid.press('Control+Z')
  const left = await grid.page.evaluate(() => bench.unsaved())
  if (left > 0) throw new Error(`${left} rows are still changed after everything was undone`)
}

/** All script that the page fetches until somebody uses it, as it crosses the wire. */
const javascript: Case<World> = {
  name: 'grid-javascript',
  rows: 1_000,
  async measure(world) {
    const grid = await visit(world, 1_000)
    try {
      return { gzipBytes: await grid.read() }
    } finally {
      await grid.close()
    }
  },
}

/** From the first sign of use in a browser that has never seen an editor, until the grid answers; and all script by then. */
const firstUse = (rows: number): Case<World> => ({
  name: 'grid-first-use',
  rows,
  async measure(world) {
    const times: number[] = []
    let gzipBytes = 0
    for (let round = 0; round < 5; round += 1) {
      const grid = await visit(world, rows)
      try {
        await grid.read()
        await grid.slow(true)
        times.push(await grid.firstUse())
        gzipBytes = await grid.page.evaluate(() => bench.script())
      } finally {
        await grid.close()
      }
    }
    return { ms: rounded(median(times)), gzipBytes }
  },
})

const seen = (measured: Measured) => measured.seen

async function pasteBlock(grid: GridPage, block: Block | undefined): Promise<Measured> {
  if (!block) throw new Error('There is nothing to paste')
  await grid.focus(0, 'studentId')
  const added = Math.max(0, block.texts.length - grid.rows)
  if (added === 0) return grid.measure('paste', () => grid.paste(block), block.texts.length)
  // Many new rows are asked about first; the time is what the answer takes.
  await grid.paste(block)
  const button = grid.page.getByRole('button', { name: /^Paste/ })
  await button.waitFor()
  return grid.measure('click', () => button.click(), block.texts.length)
}

/** Two blocks that give each row of the grid another student of the course, another status and another moment. */
async function blocksOf(world: DatabaseWorld, rows: number, pasted: number): Promise<Block[]> {
  const stored = await world.db.execute<{ id: string; name: string; email: string; status: string }>(sql`
    select s.id, s.name, s.email, e.status from enrollments e join students s on s.id = e.student_id
    where course_id = ${world.course(rows)} order by e.id`)
  const others = await world.db.execute<{ id: string; name: string; email: string; status: string }>(sql`
    select id, name, email, 'active' as status from students where not exists (
      select from enrollments where student_id = students.id and course_id = ${world.course(rows)})
    order by id limit ${Math.max(0, pasted - rows)}`)
  const students = [...stored.slice(0, pasted), ...others]
  return [1, 2].map((step): Block => {
    const cells = students.map((student, at): NonNullable<Block['inner']>['cells'][number] => {
      const { id, name, email } = students[(at + step) % students.length] ?? student
      const moment = `2022-0${step}-01T08:${String(10 + (at % 50))}:00+00:00`
      return [[Number(id), name, email], email, nextStatus(student.status), moment]
    })
    return {
      texts: cells.map(([, email, status, moment]) => [String(email), String(email), String(status), String(moment)]),
      inner: {
        columns: [
          { name: 'studentId', kind: 'relation', model: 'students' },
          { name: 'studentId.email', kind: 'lookup' },
          { name: 'status', kind: 'choice' },
          { name: 'enrolledAt', kind: 'moment' },
        ],
        cells,
      },
    }
  })
}

/** The script of an arrow key: the focus, and what a screen reader is told. */
const arrow = (rows: number) =>
  gridCase('grid-arrow', rows, async (grid) => {
    await grid.focus(3, 'status')
    return rounds(20, async (round) => {
      const key = round % 2 ? 'ArrowUp' : 'ArrowDown'
      return (await grid.measure('keydown', () => grid.press(key))).script
    })
  })

/** The script of one more row in a selection. */
const extend = (rows: number) =>
  gridCase('grid-extend', rows, async (grid) => {
    await grid.focus(1, 'status')
    // The press of Shift is no part of it.
    await grid.page.keyboard.down('Shift')
    return rounds(9, async () => (await grid.measure('keydown', () => grid.press('ArrowDown'))).script)
  })

/** The script of Control+D over a column of 1,000 cells, another status each time. */
const fill: Case<World> = gridCase('grid-fill', 1_000, (grid) =>
  rounds(7, async (round) => {
    await grid.focus(0, 'status')
    await grid.press('F2')
    await grid.press('Control+A')
    await grid.page.keyboard.insertText(round % 2 ? 'Completed' : 'Dropped')
    await grid.press('Shift+Enter')
    await grid.press('Control+Space')
    await grid.page.keyboard.down('Control')
    const { script } = await grid.measure('keydown', () => grid.press('d'))
    await grid.page.keyboard.up('Control')
    const changed = await grid.page.evaluate(() => bench.unsaved())
    if (changed < 500) throw new Error(`${changed} rows are changed after a column was filled`)
    return script
  }),
)

const kinds = [
  open,
  keystroke,
  commit,
  change,
  arrow,
  extend,
  paste(1_000),
  paste(10_000),
  pasteTask,
  draft,
  undo,
  sort,
  filter,
  heap,
]

export const gridCases: Case<World>[] = [
  ...kinds.flatMap((kind) => [kind(1_000), kind(10_000)]),
  openBeside(20_000, (world) => world),
  openBeside(1_000_000, (world) => world.vast()),
  fill,
  whole,
  javascript,
  firstUse(1_000),
  firstUse(10_000),
]
