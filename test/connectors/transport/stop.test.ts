/** Who is stopped goes at once, and leaves nothing behind. */
import { expect, test } from 'vitest'
import { unlessStopped } from '../../../connectors/transport/stop.ts'

const reason = (): Error => new Error('stopped')

test('the result or the error of the work comes through', async () => {
  const { signal } = new AbortController()

  expect(await unlessStopped(Promise.resolve(1), signal, reason)).toBe(1)
  await expect(unlessStopped(Promise.reject(new Error('own')), signal, reason)).rejects.toThrow('own')
})

test('a stop before or while it is awaited ends the waiting', async () => {
  const stop = new AbortController()
  const waiting = unlessStopped(new Promise(() => {}), stop.signal, reason)
  stop.abort()

  await expect(waiting).rejects.toThrow('stopped')
  await expect(unlessStopped(new Promise(() => {}), stop.signal, reason)).rejects.toThrow('stopped')
})

test('a stop afterwards asks for no error any more', async () => {
  const stop = new AbortController()
  let asked = 0
  await unlessStopped(Promise.resolve(), stop.signal, () => {
    asked += 1
    return reason()
  })
  await new Promise((resolve) => {
    setImmediate(resolve)
  })

  stop.abort()

  expect(asked).toBe(0)
})
