import { afterEach, describe, expect, it, vi } from 'vitest'
import { leaveWhenAllowed, mayLeave, setGuard } from './leave-guard'

let release = () => {}
afterEach(() => release())

describe('the leave guard', () => {
  it('lets everyone through when nothing guards the page', () => {
    const leave = vi.fn()
    leaveWhenAllowed(leave)
    expect(mayLeave()).toBe(true)
    expect(leave).toHaveBeenCalledOnce()
  })

  it('keeps the page when the guard says no', () => {
    release = setGuard(() => false)
    const leave = vi.fn()
    leaveWhenAllowed(leave)
    expect(leave).not.toHaveBeenCalled()
  })

  it.each([true, false])('waits for the person and follows the answer %s', async (agreed) => {
    const question = Promise.resolve(agreed)
    release = setGuard(() => question)
    const leave = vi.fn()
    leaveWhenAllowed(leave)
    expect(leave).not.toHaveBeenCalled()
    await question
    expect(leave).toHaveBeenCalledTimes(agreed ? 1 : 0)
  })

  it('is not taken away by the release of an earlier guard', () => {
    const releaseFirst = setGuard(() => false)
    release = setGuard(() => false)
    releaseFirst()
    expect(mayLeave()).toBe(false)
    release()
    expect(mayLeave()).toBe(true)
  })
})
