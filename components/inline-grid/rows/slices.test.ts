import { expect, test } from 'vitest'
import { atOnce, rest, Sliced, type Work } from './slices'

function* counting(to: number, log: string[] = []): Work<number> {
  let isDone = false
  try {
    for (let step = 0; step < to; step += 1) yield
    isDone = true
    return to
  } finally {
    log.push(isDone ? 'done' : 'undone')
  }
}

test('work is the same at once and in slices', async () => {
  expect(atOnce(counting(1_000))).toBe(1_000)
  expect(await new Sliced(counting(1_000), () => {}).finished).toBe(1_000)
})

test('long work lets other tasks run in between', async () => {
  let isFree = false
  function* waiting(): Work<string> {
    while (!isFree) yield undefined
    return 'heard'
  }
  setTimeout(() => {
    isFree = true
  })
  expect(await new Sliced(waiting(), () => {}).finished).toBe('heard')
})

test('what comes after a rest is not done in the same slice', async () => {
  const log: string[] = []
  function* resting(): Work<void> {
    log.push('short')
    yield rest
    log.push('long')
  }
  await new Sliced(resting(), () => log.push('drawn')).finished
  expect(log).toEqual(['short', 'drawn', 'long'])
})

test('work that is given up is undone when that returns, and has no result', async () => {
  const log: string[] = []
  function* endless(): Work<number> {
    yield* counting(Number.POSITIVE_INFINITY, log)
    return 1
  }
  const sliced: Sliced<number> = new Sliced(endless(), () => {
    sliced.giveUp()
    expect(log).toEqual(['undone'])
    sliced.giveUp()
  })
  expect(await sliced.finished).toBeUndefined()
  expect(log).toEqual(['undone'])
})

test('work that fails says so', async () => {
  function* failing(): Work<void> {
    yield
    throw new Error('broken')
  }
  await expect(new Sliced(failing(), () => {}).finished).rejects.toThrow('broken')
})
