import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Batch, Conflict, Problem, SaveResult } from '@/admin/engine/batch'
import { maxBatchRows } from '@/admin/engine/batch'
import { type Outcome, SaveCycle } from './save-cycle'
import { coursePage, openSession } from './testing'

type Fate = 'ok' | 'lost-before' | 'lost-after' | 'busy' | 'problems' | 'failed-after'

/** A server with one record that remembers the outcome of every save, as the real one does. */
class OneRecordServer {
  title = 'Biology'
  rows: string[] = []
  sent: Batch[] = []
  stored = 0
  private readonly outcomes = new Map<string, SaveResult>()

  receive(body: string, fate: Fate = 'ok'): SaveResult {
    const batch = JSON.parse(body) as Batch
    this.sent.push(batch)
    if (fate === 'lost-before') throw new TypeError('fetch failed')
    const earlier = this.outcomes.get(batch.saveId)
    if (!earlier && fate === 'busy') return { ok: false, kind: 'busy', message: 'Busy' }
    if (!earlier && fate === 'problems') return { ok: false, kind: 'problems', problems: [{ message: 'No' }] }
    const result = earlier ?? this.store(batch)
    if (fate === 'lost-after') throw new TypeError('fetch failed')
    if (fate === 'failed-after') return { ok: false, kind: 'failed', message: 'Failed' }
    return result
  }

  private store(batch: Batch): SaveResult {
    this.stored++
    const title = batch.record.title
    if (title) this.title = String(title[1])
    const create = batch.inlines.rows?.create ?? []
    const created = Object.fromEntries(create.map(({ key }): [string, [number]] => [key, [this.rows.push(key)]]))
    const result: SaveResult = {
      ok: true,
      saved: {
        id: 1,
        title: this.title,
        counts: { changed: 0, created: create.length, deleted: 0, record: title !== undefined },
        cells: { title: this.title, ownerId: null },
        inlines: { rows: { created, updated: [], deleted: [] } },
        picks: { tags: [] },
      },
    }
    this.outcomes.set(batch.saveId, result)
    return result
  }
}

function open(send: (body: string) => Promise<SaveResult>, isNew = false, patienceMs = 60_000) {
  const page = openSession(coursePage(isNew ? null : { title: 'Biology', ownerId: null }))
  const outcomes: Outcome[] = []
  const cycle = new SaveCycle({ session: page.session, send, onSaved: (outcome) => outcomes.push(outcome), patienceMs })
  return { ...page, cycle, outcomes }
}

describe('a save', () => {
  it('sends what changed and says what was stored', async () => {
    const server = new OneRecordServer()
    const { cycle, values, outcomes } = open(async (body) => server.receive(body))
    values.title = 'Chemistry'
    await cycle.save('list')
    expect(server.sent[0]).toMatchObject({ record: { title: ['Biology', 'Chemistry'] }, rows: 0 })
    expect(outcomes).toMatchObject([{ after: 'list', title: 'Chemistry', wasNew: false, leftOver: false }])
    expect(cycle.phase).toEqual({ name: 'editing' })
  })

  it('of nothing is not sent and still succeeds', async () => {
    const server = new OneRecordServer()
    const { cycle, outcomes } = open(async (body) => server.receive(body))
    await cycle.save('list')
    expect(server.sent).toHaveLength(0)
    expect(outcomes).toMatchObject([{ counts: { changed: 0, record: false } }])
  })

  it('is one save however often it is asked for while it runs', async () => {
    const server = new OneRecordServer()
    const { cycle, values } = open(async (body) => server.receive(body), true)
    values.title = 'Chemistry'
    await Promise.all([cycle.save('list'), cycle.save('list'), cycle.save('continue')])
    expect(server.sent).toHaveLength(1)
  })

  it('with a problem known here is not sent', async () => {
    const server = new OneRecordServer()
    const { cycle, values, problems } = open(async (body) => server.receive(body))
    values.title = ''
    await cycle.save('list')
    expect(server.sent).toHaveLength(0)
    expect(cycle.phase).toMatchObject({ name: 'problems', problems: [{ field: 'title', message: 'Required' }] })
    expect(problems()).toHaveLength(1)
  })

  it('that was refused says less and less as its problems are mended, and nothing after the last', async () => {
    const { cycle, values, grid, session } = open(async () => {
      throw new TypeError('not asked')
    })
    values.title = ''
    grid.faults = [
      { inline: 'rows', row: 'new:1', field: 'name', message: 'Required' },
      { inline: 'rows', row: 'new:2', field: 'name', message: 'Required' },
    ]
    const left = () => (cycle.phase.name === 'problems' ? cycle.phase.problems.map(({ row }) => row) : cycle.phase.name)
    await cycle.save('list')
    const { phase } = cycle
    cycle.review()
    expect(cycle.phase).toBe(phase)
    values.title = 'Chemistry'
    cycle.review()
    expect(left()).toEqual(['new:1', 'new:2'])
    grid.faults = [{ inline: 'rows', row: 'new:2', field: 'name', message: 'Too long' }]
    cycle.review()
    expect(cycle.phase).toMatchObject({ refusal: 1, problems: [{ row: 'new:2', message: 'Too long' }] })
    grid.faults = []
    cycle.review()
    expect(left()).toBe('editing')
    expect(session.isDirty()).toBe(true)
  })

  it('keeps what the server refused until it is written anew, and what nobody here can judge until the next save', async () => {
    const problems: Problem[] = [
      { field: 'title', message: 'Taken' },
      { field: 'tags', message: 'Too many' },
      { message: 'Closed on Sundays' },
      { inline: 'rows', row: '7', message: 'Is elsewhere' },
    ]
    const page = open(async () => ({ ok: false, kind: 'problems', problems }))
    const { cycle, values, session } = page
    const left = () => cycle.phase.name === 'problems' && cycle.phase.problems.map(({ message }) => message)
    values.title = 'Chemistry'
    await cycle.save('list')
    cycle.review()
    expect(left()).toEqual(['Taken', 'Too many', 'Closed on Sundays', 'Is elsewhere'])
    values.title = 'Botany'
    cycle.review()
    expect(left()).toEqual(['Too many', 'Closed on Sundays', 'Is elsewhere'])
    session.pick('tags', [[1, 'New']])
    cycle.review()
    expect(left()).toEqual(['Closed on Sundays', 'Is elsewhere'])
    expect(page.problems().map(({ field }) => field)).not.toContain('tags')
  })

  it('of too many rows says so before anything is sent', async () => {
    const server = new OneRecordServer()
    const { cycle, grid } = open(async (body) => server.receive(body))
    for (let count = 0; count <= maxBatchRows; count++) grid.add(`new:${count}`)
    await cycle.save('list')
    expect(server.sent).toHaveLength(0)
    expect(cycle.phase).toMatchObject({ why: 'too-large', message: expect.stringContaining('20,001 rows') })
  })

  it('of too many bytes says so before anything is sent', async () => {
    const server = new OneRecordServer()
    const { cycle, grid } = open(async (body) => server.receive(body))
    grid.add('n'.repeat(1_800_000))
    await cycle.save('list')
    expect(server.sent).toHaveLength(0)
    expect(cycle.phase).toMatchObject({ why: 'too-large', message: expect.stringContaining('3.6 MB') })
  })

  it('leaves what is typed while it runs unsaved', async () => {
    const server = new OneRecordServer()
    const { cycle, values, outcomes, session } = open(async (body) => {
      values.title = 'Physics'
      return server.receive(body)
    })
    values.title = 'Chemistry'
    await cycle.save('list')
    expect(server.title).toBe('Chemistry')
    expect(values.title).toBe('Physics')
    expect(outcomes).toMatchObject([{ leftOver: true }])
    expect(session.isDirty()).toBe(true)
  })
})

describe('a save without an answer', () => {
  it('is tried again under the same id', async () => {
    const server = new OneRecordServer()
    const fates: Fate[] = ['lost-after', 'ok']
    const { cycle, values, outcomes } = open(async (body) => server.receive(body, fates.shift()))
    values.title = 'Chemistry'
    await cycle.save('list')
    expect(cycle.phase).toMatchObject({ name: 'stopped', why: 'unreachable' })
    expect(values.title).toBe('Chemistry')
    await cycle.save('list')
    expect(server.sent.map(({ saveId }) => saveId)).toEqual([server.sent[0]!.saveId, server.sent[0]!.saveId])
    expect(server.stored).toBe(1)
    expect(outcomes).toHaveLength(1)
  })

  it('is asked for before later edits are sent, so that no row is added twice', async () => {
    const server = new OneRecordServer()
    const fates: Fate[] = ['lost-after', 'ok', 'ok']
    const { cycle, grid, outcomes } = open(async (body) => server.receive(body, fates.shift()))
    grid.add('new:1')
    await cycle.save('list')
    grid.add('new:2')
    await cycle.save('list')
    expect(server.rows).toEqual(['new:1', 'new:2'])
    expect(outcomes).toMatchObject([{ leftOver: false }])
  })

  it('takes a new id once the content changed after an answer', async () => {
    const server = new OneRecordServer()
    const fates: Fate[] = ['busy', 'busy', 'ok']
    const { cycle, values } = open(async (body) => server.receive(body, fates.shift()))
    values.title = 'Chemistry'
    await cycle.save('list')
    await cycle.save('list')
    values.title = 'Physics'
    await cycle.save('list')
    const ids = server.sent.map(({ saveId }) => saveId)
    expect(ids[0]).toBe(ids[1])
    expect(ids[2]).not.toBe(ids[0])
    expect(server.title).toBe('Physics')
  })

  it('says so after a while and still takes an answer that comes late', async () => {
    vi.useFakeTimers()
    const server = new OneRecordServer()
    let resolve = () => {}
    const promise = new Promise<void>((done) => {
      resolve = done
    })
    const { cycle, values, outcomes } = open(async (body) => {
      await promise
      return server.receive(body)
    })
    values.title = 'Chemistry'
    const saving = cycle.save('continue')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(cycle.phase).toMatchObject({ name: 'stopped', why: 'unreachable' })
    resolve()
    await saving
    expect(cycle.phase).toEqual({ name: 'editing' })
    expect(outcomes).toHaveLength(1)
    vi.useRealTimers()
  })

  it('left behind by an earlier visit is asked for first', async () => {
    const server = new OneRecordServer()
    const lost = open(async (body) => server.receive(body, 'lost-after'), true)
    lost.values.title = 'Chemistry'
    await lost.cycle.save('list')
    const attempt = lost.cycle.unanswered()!

    const again = open(async (body) => server.receive(body), true)
    again.session.restore(lost.session.draft()!)
    again.cycle.resume(attempt, again.session.take().marks)
    await again.cycle.save('list')
    expect(server.stored).toBe(1)
    expect(again.outcomes).toMatchObject([{ wasNew: true, leftOver: false }])
  })

  it('asks for the outcome of an unanswered batch before it judges the page, which may show what that batch stored', async () => {
    const server = new OneRecordServer()
    const fates: Fate[] = ['lost-after']
    const { cycle, values, outcomes } = open(async (body) => server.receive(body, fates.shift()))
    values.title = 'Chemistry'
    await cycle.save('continue')
    values.title = ''
    await cycle.save('continue')
    expect(server.sent.map(({ saveId }) => saveId)).toEqual([server.sent[0]!.saveId, server.sent[0]!.saveId])
    expect(server.stored).toBe(1)
    expect(cycle.unanswered()).toBeNull()
    expect(cycle.phase).toMatchObject({ name: 'problems', problems: [{ field: 'title' }] })
    expect(outcomes).toEqual([])
  })

  it('knows an updated application by its error', async () => {
    const error = Object.assign(new Error('Server Action "x" was not found on the server.'), {
      name: 'UnrecognizedActionError',
    })
    const { cycle, values } = open(() => Promise.reject(error))
    values.title = 'Chemistry'
    await cycle.save('list')
    expect(cycle.phase).toMatchObject({ why: 'outdated' })
    expect(cycle.unanswered()).toBeNull()
  })
})

describe('conflicts', () => {
  const conflict = (field: string): Conflict => ({
    kind: 'cell',
    field,
    yours: 'Mine',
    theirs: 'Theirs',
    by: 'mia',
    at: null,
  })

  it('are settled one by one, and the next save goes through', async () => {
    const answers: SaveResult[] = [
      { ok: false, kind: 'conflicts', conflicts: [conflict('title'), conflict('ownerId')], title: 'Theirs' },
    ]
    const server = new OneRecordServer()
    const { cycle, values } = open(async (body) => answers.shift() ?? server.receive(body))
    values.title = 'Mine'
    await cycle.save('list')
    if (cycle.phase.name !== 'conflicts') throw new Error('No conflicts')
    const [title, owner] = cycle.phase.conflicts
    cycle.settle(title!, 'mine')
    expect(cycle.phase).toMatchObject({ name: 'conflicts', conflicts: [{ field: 'ownerId' }] })
    cycle.settle(owner!, 'theirs')
    expect(cycle.phase).toEqual({ name: 'editing' })
    await cycle.save('list')
    expect(server.sent[0]!.record.title).toEqual(['Theirs', 'Mine'])
  })
})

describe('whatever happens to the answers', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('type' as const), text: fc.constantFrom('A', 'B', 'C', 'Biology') }),
    fc.record({ do: fc.constant('add' as const) }),
    fc.record({
      do: fc.constant('save' as const),
      fate: fc.constantFrom<Fate>('ok', 'lost-before', 'lost-after', 'busy', 'problems', 'failed-after'),
      during: fc.option(fc.constantFrom('type' as const, 'add' as const)),
    }),
  )

  it('every edit is stored, and once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const server = new OneRecordServer()
        let fate: Fate = 'ok'
        let during: 'type' | 'add' | null = null
        let rows = 0
        const { cycle, values, grid, session } = open(async (body) => {
          if (during === 'type') values.title = 'Late'
          if (during === 'add') grid.add(`new:${++rows}`)
          during = null
          return server.receive(body, fate)
        })
        for (const each of steps) {
          if (each.do === 'type') values.title = each.text
          else if (each.do === 'add') grid.add(`new:${++rows}`)
          else {
            fate = each.fate
            during = each.during
            await cycle.save('continue')
          }
        }
        fate = 'ok'
        during = null
        await cycle.save('continue')
        await cycle.save('continue')
        expect(server.title).toBe(values.title)
        expect([...server.rows].sort()).toEqual(Array.from({ length: rows }, (_, at) => `new:${at + 1}`).sort())
        expect(session.isDirty()).toBe(false)
      }),
      { seed: 11, numRuns: 500 },
    )
  })
})
