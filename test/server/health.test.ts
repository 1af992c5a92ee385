import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import { startHealthServer, type HealthState } from '../../src/server/health.ts'

const state: HealthState = {
  startedAt: '2026-11-24T10:00:00.000Z',
  isReady: true,
  isSyncing: false,
  lastRun: { startedAt: '2026-11-24T10:01:00.000Z', finishedAt: '2026-11-24T10:01:09.000Z', exitCode: 3 },
  nextRunAt: '2026-11-25T03:00:00.000Z',
}

describe('the health endpoint', () => {
  it('says that the process lives, with the last and the next run', async () => {
    const server = await startHealthServer({ host: '127.0.0.1', port: 0 }, () => state)

    const response = await fetch(`${server.url}/healthz`)
    const body: unknown = await response.json()
    await server.close()

    expect(response.status).toBe(200)
    expect(body).toEqual({
      status: 'ok',
      startedAt: '2026-11-24T10:00:00.000Z',
      isSyncing: false,
      lastRun: { startedAt: '2026-11-24T10:01:00.000Z', finishedAt: '2026-11-24T10:01:09.000Z', exitCode: 3 },
      nextRunAt: '2026-11-25T03:00:00.000Z',
    })
  })

  it.each([
    [true, 200, 'ready'],
    [false, 503, 'not ready'],
  ])('is ready: %s', async (isReady, status, text) => {
    const server = await startHealthServer({ host: 'localhost', port: 0 }, () => ({ ...state, isReady }))

    const response = await fetch(`${server.url}/readyz`)
    const body: unknown = await response.json()
    await server.close()

    expect([response.status, body]).toEqual([status, { status: text }])
  })

  it('serves nothing else', async () => {
    const server = await startHealthServer({ host: '127.0.0.1', port: 0 }, () => state)

    const response = await fetch(`${server.url}/`)
    await server.close()

    expect(response.status).toBe(404)
  })

  it.each(['0.0.0.0', '::', '192.168.1.4', 'example.com'])('refuses to listen on %s', async (host) => {
    const attempt = startHealthServer({ host, port: 0 }, () => state)

    await expect(attempt).rejects.toThrow(ConfigurationError)
    await expect(attempt).rejects.toThrow(
      `SEATLEDGER_LISTEN is "${host}", which others can reach, and this version has no sign-in; allowed: a loopback address such as 127.0.0.1`,
    )
  })

  it('says when the port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0

    const attempt = startHealthServer({ host: '127.0.0.1', port }, () => state)

    await expect(attempt).rejects.toThrow(`SEATLEDGER_LISTEN: port ${port} of 127.0.0.1 is taken by another program`)
    other.close()
  })
})
