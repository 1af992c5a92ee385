/** A service that refuses for ever, as a user meets it: exit code, sentence, what is still read, and the time that it takes. */
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { PlannedFault } from '../../mocks/faults/plan.ts'
import { SyncDocument } from '../../src/model/documents.ts'
import { installProduct } from '../cli/practice-product.ts'
import { testClock } from './fixture.ts'

const tenant = loadTenant('contoso')
const [environmentId = ''] = tenant.environments.flatMap(({ id, dataverse }) => (dataverse === null ? [] : id))
const budgetMs = 180 * 60_000

const throttle = (at: PlannedFault['at'], retryAfter?: number): PlannedFault => ({
  fault: { kind: 'status', status: 429, ...(retryAfter === undefined ? {} : { retryAfter }) },
  ...(at === undefined ? {} : { at }),
})

async function sync(...faults: PlannedFault[]) {
  const clock = testClock()
  const startedAt = clock.now()
  const product = installProduct(tenant, { faults: { seed: 7, faults }, now: () => clock.now() })
  const printed = await product.run(['sync', '--json', '--fail-on', 'never'], { clock })
  return { ...printed, elapsedMs: clock.now() - startedAt, asked: product.cloud.requests(), files: product.files() }
}

const given = / after \d+ tr(?:y|ies) in .+ at (\S+) \(time budget 180 minutes\)/

describe('429 for ever', { timeout: 120_000 }, () => {
  test.each([
    ['one environment', { environmentId }, undefined, /^\S+\.api\.crm4\.dynamics\.com$/],
    ['one environment, five minutes each time', { environmentId }, 300, /^\S+\.api\.crm4\.dynamics\.com$/],
    ['Graph', { api: 'graph' as const }, 300, /^graph\.microsoft\.com$/],
    [
      'the Power Platform',
      { api: ['powerPlatform', 'bap'] as const },
      300,
      /^api\.(?:powerplatform|bap\.microsoft)\.com$/,
    ],
  ])('of %s ends with 3 within the budget, and names host and budget', async (_, at, retryAfter, host) => {
    const { exitCode, stdout, elapsedMs } = await sync(throttle(at, retryAfter))

    const { coverage } = SyncDocument.parse(JSON.parse(stdout))
    const reasons = coverage.flatMap(({ state, reason }) => (state === 'not-assessed' ? (reason ?? []) : []))
    const hosts = reasons.flatMap((reason) => given.exec(reason)?.[1] ?? [])
    expect(exitCode).toBe(3)
    expect(hosts.length).toBeGreaterThan(0)
    expect(hosts.every((name) => host.test(name))).toBe(true)
    expect(elapsedMs).toBeLessThanOrEqual(budgetMs)
  })

  test.each([
    ['all APIs', throttle({ api: ['graph', 'powerPlatform', 'bap', 'dataverse'] }, 300), 'graph.microsoft.com'],
    ['sign-in', throttle({ api: 'signIn' }), 'login.microsoftonline.com'],
    ['sign-in, five minutes each time', throttle({ api: 'signIn' }, 300), 'login.microsoftonline.com'],
    [
      'sign-in, by 503',
      { fault: { kind: 'status', status: 503, body: 'html' }, at: { api: 'signIn' } } as const,
      'login.microsoftonline.com',
    ],
  ])('of %s ends with 1 within the budget, names host and budget, and stores nothing', async (_, fault, host) => {
    const { exitCode, stderr, elapsedMs, files } = await sync(fault)

    expect(exitCode).toBe(1)
    expect(given.exec(stderr)?.[1]).toBe(host)
    expect(stderr).toContain('SEATLEDGER_BUDGET_MINUTES')
    expect(elapsedMs).toBeLessThanOrEqual(budgetMs)
    expect(files).toEqual([])
  })
})

test(
  'a host that is dead costs no more tries than one request and one for each source',
  { timeout: 120_000 },
  async () => {
    const { exitCode, asked } = await sync({
      fault: { kind: 'status', status: 503, body: 'html' },
      at: { environmentId },
    })

    const ofHost = asked.filter(({ environmentId: id }) => id === environmentId)
    expect(exitCode).toBe(3)
    expect(ofHost.length).toBeLessThanOrEqual(8)
  },
)
