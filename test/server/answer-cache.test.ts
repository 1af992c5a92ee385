/** Kept answers: each made once, of the run before while the new one is made, and never older than a change of ours. */
import { describe, expect, it } from 'vitest'
import { AnswerCache } from '../../src/server/answer-cache.ts'
import { testClock } from '../connectors/fixture.ts'

function opened() {
  const clock = testClock()
  const state = { stamp: 'one', isHolding: false, made: 0 }
  const cache = new AnswerCache({ isHolding: () => state.isHolding, clock })
  const of = { stamp: async () => state.stamp }
  const ask = async (key = '/seats'): Promise<string> => {
    const { body } = await cache.answer(of, key, async () => {
      state.made += 1
      return { body: Buffer.from(`${key} of ${state.stamp}`), headers: {} }
    })
    return body.toString()
  }
  return { clock, state, cache, of, ask }
}

describe('an answer that is kept', () => {
  it('is made once, however many ask at a time', async () => {
    const { ask, state } = opened()

    const answers = await Promise.all([ask(), ask(), ask()])

    expect(new Set(answers)).toEqual(new Set(['/seats of one']))
    expect(state.made).toBe(1)
  })

  it('is made again once something has changed', async () => {
    const { ask, state } = opened()
    await ask()
    state.stamp = 'two'

    expect(await ask()).toBe('/seats of two')
  })

  it('is that of the run before while a sync ends, and of the new run once that is told of', async () => {
    const { ask, cache, of, state } = opened()
    await ask()
    state.isHolding = true
    state.stamp = 'two'
    const held = await ask()
    const never = await ask('/capacity')
    await cache.renew(of)
    const renewed = await ask()

    expect([held, never, renewed]).toEqual(['/seats of one', '/capacity of two', '/seats of two'])
    expect(state.made).toBe(3)
  })

  it('is held for a minute, and not over a change that was asked for here', async () => {
    const { ask, cache, of, state, clock } = opened()
    state.isHolding = true
    await ask()
    state.stamp = 'two'
    const held = await ask()
    clock.advance(61_000)
    const after = await ask()
    state.stamp = 'three'
    const heldAgain = await ask()
    await cache.changed(of)
    const changed = await ask()

    expect([held, after, heldAgain, changed]).toEqual([
      '/seats of one',
      '/seats of two',
      '/seats of two',
      '/seats of three',
    ])
  })

  it('has a tag that is of what it says', async () => {
    const { cache, of, state } = opened()
    const make = async () => ({ body: Buffer.from(state.stamp), headers: {} })
    const first = await cache.answer(of, '/seats', make)
    state.isHolding = true
    state.stamp = 'two'

    const held = await cache.answer(of, '/seats', make)
    const now = await cache.etag(of, '/seats')
    await cache.renew(of)
    const renewed = await cache.answer(of, '/seats', make)

    expect(held.etag).toBe(first.etag)
    expect(now).not.toBe(first.etag)
    expect(renewed.etag).toBe(now)
  })

  it('that could not be made is made anew for the next who asks', async () => {
    const { cache, of } = opened()
    const failing = cache.answer(of, '/seats', async () => {
      throw new Error('not now')
    })
    await expect(failing).rejects.toThrow('not now')

    const { body } = await cache.answer(of, '/seats', async () => ({ body: Buffer.from('now'), headers: {} }))

    expect(body.toString()).toBe('now')
  })
})
