/** `plan` through the command line: without a store, from a stored run, with bad files, and `--fix`. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { PlanDocument } from '../../src/model/plan.ts'
import { testClock } from '../connectors/fixture.ts'
import { installProduct, runCaptured, type Printed } from './practice-product.ts'

/** A folder without a store; `file` writes into it. */
function withoutStore(): { run: (...argv: string[]) => Promise<Printed>; file: (content: unknown) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-plan-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const env = { SEATLEDGER_STORE: join(folder, 'store.db') }
  return {
    run: (...argv) => runCaptured(['plan', ...argv], { env, clock: testClock() }),
    file: (content) => {
      const path = join(folder, 'file.json')
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    },
  }
}

function read({ stdout }: Printed): PlanDocument {
  return PlanDocument.parse(JSON.parse(stdout))
}

const scenario = (customerService: boolean): unknown => [
  { count: 3, channels: 'digital', holds: ['customer-service-enterprise'] },
  { count: 7, channels: 'voice', holds: ['customer-service-enterprise'] },
  { count: 1, channels: 'both', customerService, holds: [] },
]

describe('without a store', () => {
  test('Scenario 1 of the guide costs 945 a month, with the pools that result', async () => {
    const { run, file } = withoutStore()

    const printed = await run('--staffing', file(scenario(true)), '--json')

    expect(printed.exitCode).toBe(0)
    const document = read(printed)
    expect(document.purchases).toEqual([
      { plan: 'digital-addon', count: 3, unitPrice: 75, priceSource: 'guide, Scenario 1', monthly: 225 },
      { plan: 'voice-addon', count: 7, unitPrice: 75, priceSource: 'guide, Scenario 1', monthly: 525 },
      { plan: 'customer-service-premium', count: 1, unitPrice: 195, priceSource: 'guide, Scenario 1', monthly: 195 },
    ])
    expect(document.monthly).toBe(945)
    expect(document.pools.map(({ entitled }) => entitled)).toEqual([12.75, 306, 22, 200, 16_000, 48_000])
    expect(document).toMatchObject({ coverage: [], reused: [], runId: null, tenantName: null })
    expect(document.ties.join()).toContain('105 + 90 = 195')
  })

  test('the text shows each price with its source, the tie, and why the standalone seat is cheaper', async () => {
    const { run, file } = withoutStore()

    const tied = await run('--staffing', file(scenario(true)))
    const alone = await run('--staffing', file(scenario(false)))

    expect(tied.stdout).toContain('plan (no sync stored, edition contact-center-2025-02)')
    expect(tied.stdout).toMatch(/customer-service-premium +│ +1 │ +195 │ +195 │ guide, Scenario 1/)
    expect(tied.stdout).toContain('Together 945 a month')
    expect(tied.stdout).toContain('could be 1 Customer Service Enterprise (customer-service-enterprise)')
    expect(alone.stdout).toContain('Together 860 a month')
    expect(alone.stdout).toContain('Contact Center (Digital + Voice) (110), cheaper than')
    expect(alone.stdout).toContain('Nothing asks for Customer Service Enterprise here')
  })

  test('three numbers are a staffing, and --prices wins over the edition', async () => {
    const { run, file } = withoutStore()
    const prices = file({ 'digital-voice': { monthly: 60.5, currency: 'USD', source: 'our reseller' } })

    const document = read(await run('--digital', '1', '--voice', '1', '--both', '1', '--prices', prices, '--json'))

    expect(document.staffing.map(({ channels, count }) => [channels, count])).toEqual([
      ['digital', 1],
      ['voice', 1],
      ['both', 1],
    ])
    expect(document.purchases).toEqual([
      { plan: 'digital-voice', count: 3, unitPrice: 60.5, priceSource: 'our reseller', monthly: 181.5 },
    ])
  })

  test('the tenant as it stands is not known: 1, and what to do instead', async () => {
    const printed = await withoutStore().run()

    expect(printed.exitCode).toBe(1)
    expect(printed.stderr).toBe(
      'no sync yet: run `seatledger sync`\nor say who is to be licensed: --digital, --voice, --both, --staffing\n',
    )
  })
})

test('--fix needs the findings of a sync, and says no more than that', async () => {
  const printed = await withoutStore().run('--fix', '--digital', '1')

  expect(printed).toEqual({ exitCode: 1, stdout: '', stderr: 'no sync yet: run `seatledger sync`\n' })
})

describe('what is wrong ends with 64', () => {
  test.each([
    ['--staffing', '[{ "count": 1, "channels": "chat" }]', 'row 1, channels: expected "digital", "voice" or "both"'],
    ['--staffing', '{', 'is no JSON'],
    ['--prices', '{ "voice": { "monthly": "80" } }', 'voice.monthly: '],
    [
      '--prices',
      '{ "voice": { "monthly": 80, "currency": "EUR", "source": "a reseller" } }',
      'Prices in several currencies cannot be compared: EUR (voice); USD (digital-voice',
    ],
  ])('%s %s', async (option, content, wrong) => {
    const { run, file } = withoutStore()

    const printed = await run('--voice', '1', option, file(content))

    expect(printed.exitCode).toBe(64)
    expect(printed.stderr).toContain(wrong)
    expect(printed.stdout).toBe('')
  })

  test('a file that is not there', async () => {
    const printed = await withoutStore().run('--staffing', 'nowhere.json')

    expect(printed).toMatchObject({ exitCode: 64, stderr: '--staffing "nowhere.json": cannot be read\n' })
  })
})

function fromReseller(monthly: number): object {
  return { monthly, currency: 'USD', source: 'our reseller' }
}

describe('from a stored run', () => {
  test('contoso needs nothing as it stands, and nobody of it a fix', async () => {
    const product = installProduct(loadTenant('contoso'))
    await product.run(['sync'])

    const plan = read(await product.run(['plan', '--json']))
    const fix = read(await product.run(['plan', '--fix', '--json']))

    expect(plan).toMatchObject({ purchases: [], monthly: 0, tenantName: 'Contoso Ltd.', coverage: [] })
    expect(plan.staffing.reduce((sum, { count }) => sum + count, 0)).toBe(11)
    expect(fix).toMatchObject({ purchases: [], monthly: 0, staffing: [] })
  })

  test('fabrikam uses its free units first, and mends findings by what is priced lower', async () => {
    const product = installProduct(loadTenant('fabrikam'))
    await product.run(['sync'])
    const prices = product.write(
      'p.json',
      JSON.stringify({ 'remove-role': fromReseller(60), customer_service_professional: fromReseller(50) }),
    )

    const plan = read(await product.run(['plan', '--digital', '1', '--json']))
    const fix = read(await product.run(['plan', '--fix', '--prices', prices, '--json']))

    expect(plan).toMatchObject({ purchases: [], monthly: 0, reused: [{ count: 1, from: 'free units' }] })
    expect(fix.purchases.map((purchase) => [purchase.plan, purchase.unitPrice])).toEqual([
      ['customer-service-enterprise', 105],
      ['customer_service_professional', 50],
      ['remove-role', 60],
    ])
    expect(fix.monthly).toBe(fix.purchases.reduce((sum, { monthly }) => sum + monthly, 0))
    expect(fix.why.join('\n')).toContain(
      'App Maker (maker@fabrikam.example): assign Dynamics 365 for Customer Service Professional edition (50), where taking every role is 60.',
    )
  })
})
