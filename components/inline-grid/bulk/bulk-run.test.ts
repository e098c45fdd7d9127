import { describe, expect, test } from 'vitest'
import type { BulkRequest, BulkTarget } from '@/admin/engine/bulk-change'
import type { AskBulk, BulkFault } from '@/components/relation/bulk'
import { BulkRun } from './bulk-run'

const target: BulkTarget = {
  inline: 'enrollments',
  q: '',
  values: { status: ['active'] },
  except: [],
  change: { kind: 'set', field: 'status', to: 'dropped' },
}

const lost: BulkFault = { ok: false, kind: 'unreachable', message: 'No answer' }

/** A server over so many rows that loses the answers (after doing the work) whose numbers are given. */
function serverOf(rows: number, { size = 10, losing = [] as number[], refusing = -1 } = {}) {
  const done = new Map<string, Awaited<ReturnType<AskBulk>>>()
  const requests: BulkRequest[] = []
  const paused: number[] = []
  let written = 0
  const ask: AskBulk = async (request) => {
    requests.push(request)
    if (request.kind === 'preview') return { ok: true, matching: rows, same: 0, upTo: rows }
    if (requests.length - 1 === refusing) return { ok: false, kind: 'refused', message: 'No.' }
    const known = done.get(request.saveId)
    const to = Math.min(request.cursor + size, rows)
    const answer = known ?? { ok: true, changed: to - request.cursor, skipped: 0, cursor: to < rows ? to : null }
    if (!known) written += to - request.cursor
    done.set(request.saveId, answer)
    return losing.includes(requests.length - 1) ? lost : answer
  }
  const wait = async (ms: number) => void paused.push(ms)
  return { run: new BulkRun({ id: 7, ask, wait }, target), requests, paused, written: () => written }
}

describe('a run over 25 rows', () => {
  test('counts, waits for a yes, then asks for one portion after the other', async () => {
    const { run, requests } = serverOf(25)
    await run.look()
    expect([run.step, run.total]).toEqual(['asking', 25])
    expect(requests).toHaveLength(1)
    await run.go()
    expect([run.step, run.changed]).toEqual(['done', 25])
    expect(requests.slice(1).map((each) => each.kind !== 'preview' && each.cursor)).toEqual([0, 10, 20])
    const ids = requests.slice(1).map((each) => each.kind !== 'preview' && each.saveId)
    expect(new Set(ids).size).toBe(3)
  })

  test('asks again under the same id when an answer is lost, and counts it once', async () => {
    const { run, requests, paused, written } = serverOf(25, { losing: [1, 2, 4] })
    await run.look()
    await run.go()
    expect([run.step, run.changed, written()]).toEqual(['done', 25, 25])
    expect(paused).toEqual([1_000, 3_000, 1_000])
    const ids = requests.slice(1).map((each) => each.kind !== 'preview' && each.saveId)
    expect(ids[0]).toBe(ids[2])
    expect(ids[3]).toBe(ids[4])
    expect(ids[2]).not.toBe(ids[3])
  })

  test('gives up after a while, and goes on where it stood', async () => {
    const { run, written } = serverOf(25, { losing: [2, 3, 4, 5] })
    await run.look()
    await run.go()
    expect([run.step, run.message, run.changed, run.canGoOn]).toEqual(['failed', 'No answer', 10, true])
    await run.go()
    expect([run.step, run.message, run.changed, written()]).toEqual(['done', '', 25, 25])
  })

  test('stops after the present portion, and is taken back as far as it came', async () => {
    const { run, requests } = serverOf(25)
    await run.look()
    const going = run.go()
    run.stop()
    await going
    expect([run.step, run.changed, run.canGoOn]).toEqual(['stopped', 10, true])
    const back = run.reverse()
    expect(back.total).toBe(10)
    await back.go()
    const [, portion, revert] = requests
    expect(revert).toMatchObject({ kind: 'revert', id: 7, inline: 'enrollments', cursor: 0 })
    expect(portion?.kind === 'portion' && revert?.kind === 'revert' && revert.runId).toBe(
      portion?.kind === 'portion' && portion.run.runId,
    )
  })

  test('that is refused is not tried again', async () => {
    const { run, requests, paused } = serverOf(25, { refusing: 2 })
    await run.look()
    await run.go()
    expect([run.step, run.message, run.changed]).toEqual(['failed', 'No.', 10])
    expect([requests.length, paused]).toEqual([3, []])
  })
})

test('what takes a run back is taken back itself to do it again, and so on', () => {
  const { run } = serverOf(3)
  const undone = run.reverse()
  const again = undone.reverse()
  expect([run, undone, again, again.reverse()].map(({ undoes }) => undoes)).toEqual([false, true, false, true])
})
