/** The tenant's storage pools as the admin API reports them, with what is peculiar about its answers. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockAnswer } from '../../../mocks/nock.ts'
import { PermissionError, SchemaError, UpstreamError } from '../../../src/errors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, remarksIn, rowsOf } from '../sources.ts'
import { guid, never0001, platformUrl, refused, throttled } from './wire-answers.ts'

const url = `${platformUrl}/licensing/tenantCapacity?api-version=2024-10-01`
const units = (enabled: number, warning = 0, suspended = 0) => ({ enabled, warning, suspended })

function line(more: Readonly<Record<string, unknown>> = {}) {
  return {
    entitlementCode: 'SOME_CODE',
    displayName: '',
    servicePlanId: guid('plan', 1),
    skuId: guid('sku', 1),
    paid: units(10, 2, 1),
    trial: units(0),
    totalCapacity: 10_240,
    capabilityStatus: 'Enabled',
    ...more,
  }
}

const parsedLine = {
  skuId: guid('sku', 1),
  servicePlanId: guid('plan', 1),
  code: 'SOME_CODE',
  capacityMB: 10_240,
  paid: units(10, 2, 1),
  trialUnits: 0,
  temporaryUntil: null,
}

const entitlement = (subType: string, ...licenses: unknown[]) => ({
  capacitySubType: subType,
  totalCapacity: 0,
  licenses,
})

function meter(capacityType: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    capacityType,
    capacityUnits: 'MB',
    totalCapacity: 20_480,
    maxCapacity: 0,
    consumption: {
      actual: 3150.945,
      rated: 2379.898,
      actualUpdatedOn: '2026-11-23T08:52:06.3330393+00:00',
      ratedUpdatedOn: '2026-11-23T08:52:06.3330393+00:00',
    },
    status: 'Available',
    overflowCapacity: [],
    capacityEntitlements: [],
    ...more,
  }
}

const reading = (kind: string, more: Readonly<Record<string, unknown>> = {}) => ({
  kind,
  totalMB: 20_480,
  ratedMB: 2379.898,
  ratedOn: '2026-11-23T08:52:06.333Z',
  overflow: [],
  lines: [],
  ...more,
})

const answerOf = (...tenantCapacities: unknown[]) => ({
  body: { tenantId: guid('environment', 1), licenseModelType: 'StorageDriven', tenantCapacities },
})

async function read(...answers: MockAnswer[]) {
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(url, ...answers)
  return readPages(openConnectors().connectors.tenantCapacity())
}

async function failure(answer: MockAnswer) {
  mockWire().post(tokenUrl, tokenAnswer('t')).get(url, answer)
  const source = openConnectors().connectors.tenantCapacity()
  return { source, ...(await readUntilError(source)) }
}

describe('tenant capacity', () => {
  test('is the rated use and the total of the three pools, other meters left out', async () => {
    const others = ['TrialDatabase', 'FinOpsDatabase', 'M365Database', 'ApiCallCount', 'SomethingNew'].map((type) =>
      meter(type),
    )

    const pages = await read(answerOf(meter('Database'), meter('File'), ...others, meter('Log')))

    expect(rowsOf(pages, 'tenant-capacity')).toEqual([
      { legacy: false, readings: [reading('database'), reading('file'), reading('log')] },
    ])
    expect(rejectedIn(pages)).toBe(0)
    expect(remarksIn(pages)).toEqual([])
  })

  test('has license lines in three layers; log increments, which the reference leaves out, are one', async () => {
    const pages = await read(
      answerOf(
        meter('Database', {
          capacityEntitlements: [
            entitlement('DatabaseBase', line(), line({ totalCapacity: 5120 })),
            entitlement('DatabaseAddOn', line({ totalCapacity: 1024 })),
            entitlement('DatabaseUnheardOf', line()),
          ],
        }),
        meter('Log', { capacityEntitlements: [entitlement('LogIncremental', line({ totalCapacity: 8 }))] }),
      ),
    )

    expect(rowsOf(pages, 'tenant-capacity')).toEqual([
      {
        legacy: false,
        readings: [
          reading('database', {
            lines: [
              { layer: 'base', ...parsedLine },
              { layer: 'base', ...parsedLine, capacityMB: 5120 },
              { layer: 'addOn', ...parsedLine, capacityMB: 1024 },
            ],
          }),
          reading('log', { lines: [{ layer: 'incremental', ...parsedLine, capacityMB: 8 }] }),
        ],
      },
    ])
  })

  test('counts usable trial units, dates temporary licenses and has ids in lower case', async () => {
    const temporary = line({
      skuId: guid('sku', 1).toUpperCase(),
      servicePlanId: guid('plan', 1).toUpperCase(),
      trial: units(3, 1, 9),
      isTemporaryLicense: true,
      temporaryLicenseExpiryDate: '2027-02-22T18:33:49+00:00',
    })
    const undated = line({ trial: null, temporaryLicenseExpiryDate: never0001 })

    const pages = await read(
      answerOf(meter('File', { capacityEntitlements: [entitlement('FileAddOn', temporary, undated)] })),
    )

    expect(rowsOf(pages, 'tenant-capacity')).toEqual([
      {
        legacy: false,
        readings: [
          reading('file', {
            lines: [
              { layer: 'addOn', ...parsedLine, trialUnits: 4, temporaryUntil: '2027-02-22T18:33:49.000Z' },
              { layer: 'addOn', ...parsedLine },
            ],
          }),
        ],
      },
    ])
  })

  test.each([
    ['dated in year 1 was never computed', { rated: 0, ratedUpdatedOn: never0001 }, null, null],
    ['without a date counts', { rated: 12 }, 12, null],
    [
      'that is null is unknown',
      { rated: null, ratedUpdatedOn: '2026-11-23T00:00:00Z' },
      null,
      '2026-11-23T00:00:00.000Z',
    ],
    ['of no consumption is unknown', null, null, null],
    ['of 0 is 0', { rated: 0, ratedUpdatedOn: '2026-11-23T00:00:00Z' }, 0, '2026-11-23T00:00:00.000Z'],
  ])('a rated figure %s', async (_, consumption, ratedMB, ratedOn) => {
    const pages = await read(answerOf(meter('Log', { consumption })))

    expect(rowsOf(pages, 'tenant-capacity')).toEqual([
      { legacy: false, readings: [reading('log', { ratedMB, ratedOn })] },
    ])
  })

  test('names the pools that overflow covers, those of storage only', async () => {
    const overflowCapacity = [
      { capacityType: 'Database', value: 512.5 },
      { capacityType: 'FinOpsDatabase', value: 1 },
    ]

    const pages = await read(answerOf(meter('File', { overflowCapacity })))

    expect(rowsOf(pages, 'tenant-capacity')).toEqual([
      { legacy: false, readings: [reading('file', { overflow: [{ kind: 'database', capacityMB: 512.5 }] })] },
    ])
  })

  test('of the legacy model is said to have no lines', async () => {
    const pages = await read({ body: { licenseModelType: 'Legacy', legacyModelCapacity: { totalCapacity: 5 } } })

    expect(rowsOf(pages, 'tenant-capacity')).toEqual([{ legacy: true, readings: [] }])
    expect(remarksIn(pages)).toEqual([
      { reason: 'the tenant is on the legacy capacity model, which gives no storage lines per license', fix: null },
    ])
  })

  test('counts bad meters and bad lines', async () => {
    const pages = await read(
      answerOf(
        meter('Database', { totalCapacity: 'much' }),
        meter('File', { capacityEntitlements: [entitlement('FileBase', line({ skuId: 'none' }), line())] }),
        meter('Log', { consumption: { rated: 1, ratedUpdatedOn: 'yesterday' } }),
      ),
    )

    expect(rejectedIn(pages)).toBe(3)
    expect(rowsOf(pages, 'tenant-capacity')).toEqual([
      { legacy: false, readings: [reading('file', { lines: [{ layer: 'base', ...parsedLine }] })] },
    ])
  })

  test('is read after a throttle', async () => {
    expect(rowsOf(await read(throttled, answerOf(meter('Log'))), 'tenant-capacity')).toHaveLength(1)
  })
})

describe('tenant capacity that cannot be read', () => {
  test('because it is refused ends with a permission error, and the source says what to register', async () => {
    const { source, error } = await failure(refused)

    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toBe('GET /licensing/tenantCapacity: 403 Forbidden')
    expect(source.permission).toContain('pac admin application register')
    expect(source.ifCut).toBe('not-assessed')
  })

  test('because there is none (404) stays unknown', async () => {
    const { error } = await failure({ status: 404 })

    expect(error).toBeInstanceOf(UpstreamError)
    expect(error.message).toBe('the service reports no capacity for this tenant (404)')
  })

  test('because the gateway knows another API version names that code', async () => {
    const { error } = await failure({
      status: 400,
      body: { code: 'ApiVersionInvalid', message: 'Supported API versions are: 2099-01-01' },
    })

    expect(error.message).toContain('400 ApiVersionInvalid')
  })

  test.each([{}, { value: [] }, [], null])('because %j is no capacity is a broken answer', async (body) => {
    const { error } = await failure({ body })

    expect(error).toBeInstanceOf(SchemaError)
  })
})
