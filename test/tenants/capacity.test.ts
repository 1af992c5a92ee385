/** The golden figures of the guide, and which units count, through `capacity --json` on tenants behind the wire. */
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { CapacityDocument } from '../../src/model/documents.ts'
import { sku, skuId } from '../entitlements/tenant.ts'
import { openCommandLine } from './command-line.ts'
import { seatTenant, type SeatTenant } from './seat-tenant.ts'

async function capacityOf(tenant: TenantDescription) {
  const commandLine = openCommandLine(tenant)
  const { document, exitCode } = await commandLine.ask(CapacityDocument, 'capacity', '--fail-on', 'never')
  expect(exitCode).toBe(0)
  expect(commandLine.files()).toEqual({})
  const entitled = Object.fromEntries(document.pools.map((pool) => [pool.pool, pool.entitled]))
  return { document, entitled }
}

const nothing = {
  'dataverse-database': 0,
  'dataverse-file': 0,
  'dataverse-log': 0,
  'record-routes': 0,
  'voicebot-minutes': 0,
  'call-intelligence-minutes': 0,
}

describe('the golden figures', () => {
  test('100 Digital seats', async () => {
    const { document, entitled } = await capacityOf(seatTenant({ skus: [sku('digital', 100)] }))

    expect(entitled).toEqual({
      'dataverse-database': 35,
      'dataverse-file': 220,
      'dataverse-log': 200,
      'record-routes': 5000,
      'voicebot-minutes': 0,
      'call-intelligence-minutes': 0,
    })
    expect(document.pools.map(({ pool }) => pool)).toEqual(Object.keys(nothing))
    expect(document.pools.map(({ period }) => period)).toEqual([null, null, null, '2026-11', '2026-11', '2026-11'])
  })

  test('100 Voice seats', async () => {
    const { entitled } = await capacityOf(seatTenant({ skus: [sku('voice', 100)] }))

    expect(entitled).toEqual({
      'dataverse-database': 35,
      'dataverse-file': 3520,
      'dataverse-log': 200,
      'record-routes': 0,
      'voicebot-minutes': 200_000,
      'call-intelligence-minutes': 600_000,
    })
  })

  test('Contoso of Scenario 1: 3 Digital add-ons, 7 Voice add-ons, 1 Premium', async () => {
    const { document, entitled } = await capacityOf(loadTenant('contoso'))

    expect(entitled).toEqual({
      'dataverse-database': 12.75,
      'dataverse-file': 306,
      'dataverse-log': 22,
      'record-routes': 200,
      'voicebot-minutes': 16_000,
      'call-intelligence-minutes': 48_000,
    })
    expect(document.seats.map(({ plan, counted }) => [plan, counted])).toEqual([
      ['digital-addon', 3],
      ['voice-addon', 7],
      ['customer-service-premium', 1],
      ['customer-service-enterprise', 10],
    ])
    expect(document.pools[0]?.terms.map(({ plan, seats, perSeat, amount }) => [plan, seats, perSeat, amount])).toEqual([
      [null, null, null, 10],
      ['digital-addon', 3, 0.25, 0.75],
      ['voice-addon', 7, 0.25, 1.75],
      ['customer-service-premium', 1, 0.25, 0.25],
    ])
  })
})

describe('units that do not count', () => {
  const states = { enabled: 10, warning: 0, suspended: 0, lockedOut: 0 }

  test('a tenant without a Contact Center seat gets no base', async () => {
    const skus = [sku('customer-service-enterprise', 50), sku('sales', 20)]

    const { document, entitled } = await capacityOf(seatTenant({ skus }))

    expect(entitled).toEqual(nothing)
    expect(document.pools.flatMap(({ terms }) => terms)).toEqual([])
    expect(document.seats.map(({ plan, counted }) => [plan, counted])).toEqual([['customer-service-enterprise', 50]])
  })

  test.each<[string, SeatTenant]>([
    [
      'trial units of directory/subscriptions',
      {
        skus: [sku('digital', 5)],
        subscriptions: [{ skuId: skuId('digital'), isTrial: true, totalLicenses: 5 }],
      },
    ],
    ['suspended units', { skus: [sku('digital', 0, { prepaidUnits: { ...states, enabled: 0, suspended: 5 } })] }],
    ['locked-out units', { skus: [sku('digital', 0, { prepaidUnits: { ...states, enabled: 0, lockedOut: 5 } })] }],
  ])('%s alone give no seat and no base', async (_, tenant) => {
    const { document, entitled } = await capacityOf(seatTenant(tenant))

    expect(document.seats.map(({ plan, counted }) => [plan, counted])).toEqual([['digital', 0]])
    expect(entitled).toEqual(nothing)
  })

  test('beside enabled units they change nothing, and each is shown', async () => {
    const units = { enabled: 110, warning: 0, suspended: 7, lockedOut: 3 }
    const subscriptions = [
      { skuId: skuId('digital'), totalLicenses: 100 },
      { skuId: skuId('digital'), isTrial: true, totalLicenses: 10 },
    ]

    const { document, entitled } = await capacityOf(
      seatTenant({ skus: [sku('digital', 0, { prepaidUnits: units })], subscriptions }),
    )

    expect(document.seats).toEqual([
      {
        plan: 'digital',
        skuId: skuId('digital'),
        skuPartNumber: 'DIGITAL',
        ...units,
        trialUnits: 10,
        counted: 100,
        assigned: 0,
        trial: false,
        graceUntil: null,
      },
    ])
    expect(entitled['dataverse-database']).toBe(35)
    expect(entitled['record-routes']).toBe(5000)
  })
})

describe('units in grace', () => {
  const tenant = seatTenant({
    skus: [
      sku('digital', 0, {
        capabilityStatus: 'Warning',
        prepaidUnits: { enabled: 60, warning: 40, suspended: 0, lockedOut: 0 },
      }),
    ],
    subscriptions: [
      { skuId: skuId('digital'), totalLicenses: 60 },
      {
        skuId: skuId('digital'),
        status: 'Warning',
        totalLicenses: 40,
        nextLifecycleDateTime: '2026-12-09T00:00:00Z',
      },
    ],
  })

  test('count, and are shown apart with the day on which grace ends', async () => {
    const { document, entitled } = await capacityOf(tenant)

    const [seat] = document.seats
    expect(seat).toMatchObject({ enabled: 60, warning: 40, counted: 100, trialUnits: 0, trial: false })
    expect(Date.parse(seat?.graceUntil ?? '')).toBe(Date.parse('2026-12-09T00:00:00Z'))
    expect(entitled['dataverse-database']).toBe(35)
  })

  test('are told to a person too', async () => {
    const { stdout } = await openCommandLine(tenant).type('capacity')

    expect(stdout).toMatch(/ 40 .*\n.* until 2026-12-09 /)
  })
})
