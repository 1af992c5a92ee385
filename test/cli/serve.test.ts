/** `serve` in this process, minute by minute on a clock that the test moves: syncs, health, the stop in mid-sync, and no secret in its log. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { Io } from '../../src/cli/io.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import { bytesLeft, install } from '../security/driven.ts'
import { faults, signInFaults } from '../security/faults.ts'
import { SteppedClock } from '../schedule/stepped-clock.ts'
import { gate } from './gate.ts'
import { installProduct, type PracticeProduct, type Printed } from './practice-product.ts'

const everyMinute = { SEATLEDGER_SCHEDULE: '* * * * *', SEATLEDGER_LISTEN: '127.0.0.1:0' }
const Line = z.object({ event: z.string(), health: z.string().optional(), exitCode: z.number().optional() })
const Health = z.object({
  status: z.literal('ok'),
  isSyncing: z.boolean(),
  lastRun: z.object({ exitCode: z.number() }).nullable(),
  nextRunAt: z.string().nullable(),
})

/** All that `serve` prints: the way in, and nothing else. */
const signInLink = /^http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=[\w-]{43}\n$/

/** A running `serve`, and its log as it grows. */
class Service {
  readonly clock = new SteppedClock('2026-11-24T08:00:30Z')
  readonly stop = new AbortController()
  readonly ended: Promise<Printed>
  #log = ''
  readonly #told = new Set<() => void>()

  constructor(product: PracticeProduct, argv: readonly string[] = ['serve'], env: Io['env'] = {}) {
    this.ended = product.run(argv, {
      env: { ...product.env, ...everyMinute, ...env },
      clock: this.clock,
      signal: this.stop.signal,
      stderr: (line) => {
        this.#log += line
        for (const tell of this.#told) tell()
      },
    })
  }

  lines() {
    return this.#log
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Line.parse(JSON.parse(line)))
  }

  count(event: string): number {
    return this.lines().filter((line) => line.event === event).length
  }

  /** Resolves when the log holds the event that many times. */
  async logged(event: string, times = 1): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.count(event) < times) return
        this.#told.delete(look)
        resolve()
      }
      this.#told.add(look)
      look()
    })
  }

  async health(): Promise<z.infer<typeof Health>> {
    return Health.parse(await askFromOutside(this.lines()[0]?.health ?? ''))
  }
}

/** From a thread of its own: the mocked wire stands at every socket of this one. */
async function askFromOutside(address: string): Promise<unknown> {
  const script = `
    const { parentPort, workerData } = require('node:worker_threads')
    fetch(workerData).then((answer) => answer.json()).then((body) => parentPort.postMessage(body))`
  const worker = new Worker(script, { eval: true, workerData: address })
  const [body] = await once(worker, 'message')
  return body
}

async function runsOf(product: PracticeProduct): Promise<string | null> {
  const store = new SqliteStore(product.storePath)
  const run = await store.latestRun(product.cloud.tenant().id)
  await store.close()
  return run?.startedAt ?? null
}

describe('a schedule of every minute', () => {
  test('syncs twice, is healthy in between, and stops cleanly', async () => {
    const product = installProduct(loadTenant('contoso'))
    const service = new Service(product)
    await service.logged('serving')

    expect(await service.health()).toMatchObject({ isSyncing: false, lastRun: null })
    await service.clock.advance(30_000)
    await service.logged('job-ended')
    const first = await runsOf(product)
    const between = await service.health()
    await service.clock.advance(60_000)
    await service.logged('job-ended', 2)
    const second = await runsOf(product)
    service.stop.abort()
    const { exitCode, stdout } = await service.ended

    expect([first, second]).toEqual(['2026-11-24T08:01:00.000Z', '2026-11-24T08:02:00.000Z'])
    expect(between).toMatchObject({
      isSyncing: false,
      lastRun: { exitCode: 0 },
      nextRunAt: '2026-11-24T08:02:00.000Z',
    })
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(signInLink)])
    expect(service.lines().map(({ event }) => event)).toEqual([
      'serving',
      'job-started',
      'synced',
      'job-ended',
      'job-started',
      'synced',
      'job-ended',
      'stopped',
    ])
    expect(product.files()).toEqual(['store.db'])
  })

  test('never overlaps: due times that pass while a sync runs are skipped and said', async () => {
    const held = gate()
    let asked = 0
    const product = installProduct(loadTenant('contoso'), {
      intervene: async (request, answer) => {
        if (request.url.pathname === '/v1.0/organization') {
          asked += 1
          if (asked === 1) await held.opened
        }
        return answer(request)
      },
    })
    const service = new Service(product)
    await service.logged('serving')

    await service.clock.advance(30_000)
    await service.logged('job-started')
    await service.clock.advance(180_000)
    const during = await service.health()
    held.open()
    await service.logged('job-ended')
    await service.clock.advance(60_000)
    await service.logged('job-ended', 2)
    service.stop.abort()

    expect((await service.ended).exitCode).toBe(0)
    expect(during.isSyncing).toBe(true)
    expect(asked).toBe(2)
    expect(service.lines().map(({ event }) => event)).toEqual([
      'serving',
      'job-started',
      'synced',
      'job-ended',
      'due-times-skipped',
      'job-started',
      'synced',
      'job-ended',
      'stopped',
    ])
  })

  test.each(['/v1.0/organization', '/v1.0/users', '/api/data/v9.2/', '/oauth2/v2.0/token'])(
    'stops within 5 seconds while %s is unanswered, and leaves the store byte for byte and no staging file',
    async (path) => {
      const held = gate()
      const reached = gate()
      let isArmed = false
      const product = installProduct(loadTenant('contoso'), {
        intervene: async (request, answer) => {
          if (isArmed && request.url.pathname.includes(path)) {
            reached.open()
            await held.opened
          }
          return answer(request)
        },
      })
      await product.run(['sync'])
      const before = product.storeBytes()
      isArmed = true
      const service = new Service(product)
      await service.logged('serving')
      await service.clock.advance(30_000)
      await reached.opened

      const stoppedAt = performance.now()
      service.stop.abort()
      const { exitCode } = await service.ended
      const tookMs = performance.now() - stoppedAt

      expect(exitCode).toBe(0)
      expect(tookMs).toBeLessThan(5000)
      expect(service.lines().map(({ event }) => event)).toEqual(['serving', 'job-started', 'job-failed', 'stopped'])
      expect(product.storeBytes()).toEqual(before)
      expect(product.files()).toEqual(['store.db'])
      held.open()
    },
  )

  test('a sync that fails is logged, and the next one is tried', async () => {
    let isBroken = true
    const product = installProduct(loadTenant('contoso'), {
      intervene: async (request, answer) =>
        isBroken && !request.url.host.startsWith('login.') ? { status: 403, headers: {}, body: '' } : answer(request),
    })
    const service = new Service(product)
    await service.logged('serving')

    await service.clock.advance(30_000)
    await service.logged('job-failed')
    const failed = await service.health()
    isBroken = false
    await service.clock.advance(60_000)
    await service.logged('synced')
    service.stop.abort()

    expect((await service.ended).exitCode).toBe(0)
    expect(failed).toMatchObject({ isSyncing: false, lastRun: { exitCode: 1 } })
  })
})

const isLogin = (host: string): boolean => host.startsWith('login.')

describe('the log of serve holds no canary', () => {
  const cases = [
    ...Object.entries(faults).map(
      ([name, act]) => [`every API: ${name}`, act, (host: string) => !isLogin(host)] as const,
    ),
    ...Object.entries(signInFaults).map(([name, act]) => [`sign-in: ${name}`, act, isLogin] as const),
  ]
  // What is waited for between two tries is tested elsewhere: here a clock that is moved would only be slow.
  const withoutRetries = cases.filter(([name]) => !/forever|502|truncated|broken/.test(name))

  test.each(withoutRetries)('%s', async (_, fault, meets) => {
    const { product, canaries } = install({ fault, meets })
    const service = new Service(product, ['serve', '--verbose'], { SEATLEDGER_START_AT_ONCE: 'true' })

    await Promise.race([service.logged('job-failed'), service.logged('job-ended')])
    service.stop.abort()
    const { exitCode, stdout, stderr } = await service.ended

    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(signInLink)])
    expect(service.count('request')).toBeGreaterThan(0)
    expect(canaries.foundIn(stderr + bytesLeft(product))).toEqual([])
  })
})

describe('serve does not start', () => {
  test.each([
    [{ SEATLEDGER_LISTEN: '0.0.0.0:0' }, 'SEATLEDGER_LISTEN is "0.0.0.0", which others can reach'],
    [{ SEATLEDGER_SCHEDULE: 'every day' }, 'SEATLEDGER_SCHEDULE is "every day"'],
    [{ SEATLEDGER_AUTH: 'device-code', AZURE_CLIENT_SECRET: '' }, 'SEATLEDGER_AUTH is "device-code"'],
  ])('with %j', async (env, words) => {
    const product = installProduct(loadTenant('contoso'))

    const { exitCode, stderr } = await new Service(product, ['serve'], env).ended

    expect(exitCode).toBe(64)
    expect(stderr).toContain(words)
    expect(product.files()).toEqual([])
  })
})
