/** The queue of one host by itself: the ramp, the line, the pause and who may leave. */
import { describe, expect, test } from 'vitest'
import { HostQueue } from '../../../connectors/transport/host-queue.ts'
import { testClock } from '../fixture.ts'

const never = new AbortController().signal
const always = (): void => {}

function refuse(): never {
  throw new Error('too long')
}

/** Lets everything that is resolved go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** A queue with requests that are in when their name stands in `inside`. */
function open(most = 4) {
  const clock = testClock({ startMs: 0 })
  const queue = new HostQueue(clock, most)
  const inside: string[] = []
  const asked: number[] = []
  const enter = (name: string, signal = never, mayWait: (pauseMs: number) => void = (ms) => void asked.push(ms)) =>
    queue.enter(signal, mayWait).then(() => inside.push(name))
  return { clock, queue, inside, asked, enter }
}

describe('the line', () => {
  test('lets one in at first, the next when it leaves, in the order in which they came', async () => {
    const { queue, inside, enter } = open()
    for (const name of ['a', 'b', 'c']) void enter(name)

    await settle()
    expect(inside).toEqual(['a'])
    queue.leave()
    await settle()
    expect(inside).toEqual(['a', 'b'])
    queue.leave()
    await settle()
    expect(inside).toEqual(['a', 'b', 'c'])
  })

  test('lets one more in with each success, up to the most', async () => {
    const { queue, inside, enter } = open(3)
    for (const name of ['a', 'b', 'c', 'd', 'e']) void enter(name)
    const counts: number[] = []

    for (let success = 0; success < 4; success += 1) {
      await settle()
      counts.push(inside.length)
      queue.succeeded()
    }

    expect(counts).toEqual([1, 2, 3, 3])
    queue.leave()
    await settle()
    expect(inside).toEqual(['a', 'b', 'c', 'd'])
  })

  test('holds more free places for those who come later', async () => {
    const { queue, inside, enter } = open()
    queue.succeeded()
    queue.succeeded()
    for (const name of ['a', 'b', 'c', 'd']) void enter(name)

    await settle()

    expect(inside).toEqual(['a', 'b', 'c'])
  })

  test('is left by who stops, and by nobody else', async () => {
    const { queue, inside, enter } = open()
    const stop = new AbortController()
    void enter('a')
    const stopped = enter('b', stop.signal)
    void enter('c')
    await settle()

    stop.abort(new Error('enough'))
    await expect(stopped).rejects.toThrow('enough')
    queue.leave()
    await settle()

    expect(inside).toEqual(['a', 'c'])
  })

  test('is no longer left by who is in, when it stops later', async () => {
    const { queue, inside, enter } = open()
    const stop = new AbortController()
    void enter('a')
    void enter('b', stop.signal)
    void enter('c')
    queue.leave()
    await settle()

    stop.abort()
    queue.leave()
    await settle()

    expect(inside).toEqual(['a', 'b', 'c'])
  })

  test('takes nobody who has stopped before', async () => {
    const { inside, enter } = open()

    await expect(enter('a', AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
    await enter('b')

    expect(inside).toEqual(['b'])
  })
})

describe('a pause', () => {
  test('is kept in full by who comes, and asked about before', async () => {
    const { clock, queue, asked, enter } = open()
    queue.pause(60_000)
    clock.advance(15_000)

    await enter('a')

    expect(asked).toEqual([45_000])
    expect(clock.waits).toEqual([45_000])
  })

  test('that is over costs nothing', async () => {
    const { clock, queue, asked, enter } = open()
    queue.pause(60_000)
    clock.advance(60_000)

    await enter('a')

    expect([asked, clock.waits]).toEqual([[], []])
  })

  test('is never cut by a shorter one, and made longer by a longer one', async () => {
    const { clock, queue, enter } = open()
    queue.pause(60_000)
    queue.pause(5000)
    await enter('a')
    queue.leave()
    queue.pause(1000)
    queue.pause(2000)
    await enter('b')

    expect(clock.waits).toEqual([60_000, 2000])
  })

  test('that grows while it is kept is kept to its new end', async () => {
    const { clock, queue, enter } = open()
    queue.pause(1000)
    let isFirst = true

    await enter('a', never, () => {
      if (isFirst) queue.pause(1500)
      isFirst = false
    })

    expect(clock.waits).toEqual([1000, 500])
  })

  test('that may not be waited for ends the request and frees its place', async () => {
    const { clock, queue, inside, enter } = open()
    queue.pause(1000)
    await expect(enter('a', never, refuse)).rejects.toThrow('too long')
    await enter('b', never, always)

    expect(inside).toEqual(['b'])
    expect(clock.waits).toEqual([1000])
  })

  test('lets one in at a time, and a success from before it changes nothing', async () => {
    const { clock, queue, inside, enter } = open()
    queue.succeeded()
    queue.succeeded()
    queue.pause(1000)
    queue.succeeded()
    clock.advance(999)
    queue.succeeded()
    clock.advance(1)
    for (const name of ['a', 'b']) void enter(name)

    await settle()
    expect(inside).toEqual(['a'])
    queue.succeeded()
    await settle()
    expect(inside).toEqual(['a', 'b'])
  })
})

describe('a request that is refused and asks again', () => {
  test('goes before the line, and keeps the pause', async () => {
    const { clock, queue, inside, enter, asked } = open()
    await enter('a')
    void enter('b')
    queue.pause(5000)

    const again = queue.again(never, (ms) => void asked.push(ms)).then(() => inside.push('a again'))
    await again

    expect(inside).toEqual(['a', 'a again'])
    expect([asked, clock.waits]).toEqual([[5000], [5000]])
    queue.leave()
    await settle()
    expect(inside).toEqual(['a', 'a again', 'b'])
  })

  test('frees its place where it may not wait, or has stopped', async () => {
    const { queue, inside, enter } = open()
    await enter('a')
    queue.pause(5000)
    await expect(queue.again(never, refuse)).rejects.toThrow('too long')
    await enter('b', never, always)

    await expect(queue.again(AbortSignal.abort(new Error('before')), always)).rejects.toThrow('before')
    await enter('c', never, always)

    expect(inside).toEqual(['a', 'b', 'c'])
  })
})

describe('a host', () => {
  test('counts its good answers, those during a pause too', () => {
    const { queue } = open()
    queue.succeeded()
    queue.pause(1000)
    queue.succeeded()

    expect(queue.successes).toBe(2)
  })

  test('is given up by a request in vain, unless others got through meanwhile', () => {
    const { queue } = open()
    expect(queue.isGivenUp).toBe(false)
    queue.succeeded()

    queue.giveUp(0)
    expect(queue.isGivenUp).toBe(false)
    queue.giveUp(1)
    expect(queue.isGivenUp).toBe(true)
  })

  test('is taken up by an answer after its pause, not by one from before it', () => {
    const { clock, queue } = open()
    queue.pause(1000)
    queue.giveUp(0)
    queue.succeeded()
    expect(queue.isGivenUp).toBe(true)

    clock.advance(1000)
    queue.succeeded()

    expect(queue.isGivenUp).toBe(false)
  })
})
