/** Rows of the two admin APIs: a hostile value in any field rejects its row, and no other. */
import * as fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { ApiRequest } from '../../connectors/transport/request.ts'
import { TenantCapacity } from '../../src/model/environment.ts'
import { bapEnvironment, capacity, environment, guid } from '../connectors/power-platform/wire-answers.ts'
import { anyJson, anyText, fuzzAsync } from './fuzz.ts'
import { fuzzRows, readRows } from './wire-rows.ts'

const isAdminList = ({ api, url }: ApiRequest): boolean =>
  api === 'bap' && new URL(url).pathname.endsWith('/environments')
const policy = { id: 'policy', name: 'Policy', status: 'Enabled' }

fuzzRows([
  {
    title: 'environments',
    source: (connectors) => connectors.environments(),
    dataset: 'environments',
    good: (index) => bapEnvironment(index, { capacity, billingPolicy: policy }),
    fields: {
      name: 'name',
      'properties.displayName': 'text?',
      'properties.environmentSku': 'text?',
      'properties.isDefault': 'boolean?',
      'properties.capacity': 'list?',
      'properties.capacity.0.capacityType': 'any',
      'properties.capacity.0.actualConsumption': 'any',
      'properties.capacity.0.updatedOn': 'any',
      'properties.linkedEnvironmentMetadata.instanceUrl': 'name',
      'properties.linkedEnvironmentMetadata.instanceApiUrl': 'text?',
      'properties.linkedEnvironmentMetadata.instanceState': 'text?',
      'properties.linkedEnvironmentMetadata.isDormant': 'boolean?',
      'properties.linkedEnvironmentMetadata.securityGroupId': 'guidOrEmpty?',
      'properties.linkedEnvironmentMetadata.baseLanguage': 'any',
      'properties.states.runtime.id': 'text?',
      'properties.billingPolicy.id': 'text',
      'properties.billingPolicy.name': 'text?',
      'properties.billingPolicy.status': 'text?',
    },
    answer: (request, rows) => (isAdminList(request) ? { value: rows } : null),
  },
  {
    title: 'currencies',
    source: (connectors) => connectors.currencies(),
    dataset: 'currencies',
    good: (index) => ({ currencyType: `C${index}`, purchased: 1, allocated: 0.5, consumed: { unitsConsumed: 3 } }),
    fields: { currencyType: 'name', purchased: 'number?', allocated: 'number?', 'consumed.unitsConsumed': 'number?' },
    answer: (_, rows) => rows,
  },
  {
    title: 'allocations',
    source: (connectors) => connectors.allocations(environment(1)),
    dataset: 'allocations',
    good: (index) => ({ currencyType: `C${index}`, allocated: 5 }),
    fields: { currencyType: 'name', allocated: 'number' },
    answer: (_, rows) => ({ currencyAllocations: rows }),
  },
  {
    title: 'billing policies',
    source: (connectors) => connectors.billingPolicies(),
    dataset: 'billing-policies',
    good: (index) => ({ id: guid('policy', index), name: 'Policy', status: 'Enabled' }),
    fields: { id: 'guid', name: 'text', status: 'text' },
    answer: ({ url }, rows) => (new URL(url).pathname.endsWith('/billingPolicies') ? { value: rows } : null),
  },
])

const meter = (kind: string) => ({
  capacityType: kind,
  capacityUnits: 'MB',
  totalCapacity: 20_480,
  consumption: { rated: 2379.898, ratedUpdatedOn: '2026-11-23T08:52:06.333Z' },
  overflowCapacity: [],
  capacityEntitlements: [],
})

describe('capacity of the tenant', () => {
  const line = fc.record(
    {
      entitlementCode: anyJson,
      skuId: fc.oneof(fc.constant(guid('sku', 1)), anyJson),
      servicePlanId: fc.constant(guid('plan', 1)),
      paid: fc.oneof(fc.constant({ enabled: 1, warning: 0, suspended: 0 }), anyJson),
      trial: anyJson,
      totalCapacity: fc.oneof(fc.constant(5), anyJson),
      temporaryLicenseExpiryDate: anyJson,
    },
    { requiredKeys: [] },
  )
  const broken = fc.record(
    {
      capacityType: fc.oneof(fc.constantFrom('Database', 'File'), anyJson),
      capacityUnits: fc.constant('MB'),
      totalCapacity: fc.oneof(fc.constant(1), anyJson),
      consumption: fc.oneof(anyJson, fc.record({ rated: anyJson, ratedUpdatedOn: anyJson })),
      overflowCapacity: anyJson,
      capacityEntitlements: fc.oneof(
        anyJson,
        fc.array(
          fc.record({
            capacitySubType: fc.constantFrom('DatabaseBase', 'FileAddOn', 'x'),
            licenses: fc.array(line, { maxLength: 2 }),
          }),
          { maxLength: 2 },
        ),
      ),
    },
    { requiredKeys: [] },
  )

  fuzzAsync('keeps the meter that is good beside whatever is not', fc.oneof(broken, anyJson), async (other) => {
    const { rows, error, rejected } = await readRows(
      {
        source: (connectors) => connectors.tenantCapacity(),
        dataset: 'tenant-capacity',
        answer: () => ({ licenseModelType: 'StorageDriven', tenantCapacities: [meter('Log'), other] }),
      },
      [],
    )

    expect(error).toBeNull()
    const { readings } = TenantCapacity.parse(rows[0])
    expect(readings[0]).toEqual({
      kind: 'log',
      totalMB: 20_480,
      ratedMB: 2379.898,
      ratedOn: '2026-11-23T08:52:06.333Z',
      overflow: [],
      lines: [],
    })
    expect(readings.length).toBeLessThanOrEqual(2)
    expect(rejected).toBeGreaterThanOrEqual(0)
  })

  fuzzAsync('is refused where it is none', anyJson, async (body) => {
    const { error } = await readRows(
      { source: (connectors) => connectors.tenantCapacity(), dataset: 'tenant-capacity', answer: () => body ?? 0 },
      [],
    )

    const isCapacity =
      typeof body === 'object' && body !== null && ('licenseModelType' in body || 'tenantCapacities' in body)
    expect(error === null).toBe(isCapacity)
  })

  fuzzAsync('of an environment is asked for by its id, and nowhere else', anyText, async (id) => {
    const { asked } = await readRows(
      {
        source: (connectors) => connectors.allocations(environment(1, { id })),
        dataset: 'allocations',
        answer: () => ({ currencyAllocations: [] }),
      },
      [],
    )

    const [url = ''] = asked
    const { pathname, searchParams } = new URL(url)
    // A segment of dots is a step up for every reader of addresses.
    if (/^(\.|%2e){1,2}$/i.test(id)) return
    expect(decodeURIComponent(pathname)).toBe(`/licensing/environments/${id.toWellFormed()}/allocations`)
    expect([...searchParams.keys()]).toEqual(['api-version'])
  })
})
