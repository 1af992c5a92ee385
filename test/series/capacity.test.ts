/** The acceptance line on the live `capacity`: a handful of requests on 20 environments, whichever way their storage is told, and no store. */
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { EnvironmentDescription, TenantDescription } from '../../mocks/tenant.ts'
import { installProduct, type Product } from './run-product.ts'
import { planIds, shelf } from './sku-shelf.ts'

const storage = (['Database', 'File', 'Log'] as const).map((kind) => ({
  kind,
  actualMB: 2048,
  ratedMB: 1024,
  updatedOn: '2026-11-23T22:00:00Z',
}))

const environments = Array.from({ length: 20 }, (_, index): EnvironmentDescription => ({
  id: `0a000000-0000-4000-a000-0000000000${String(index).padStart(2, '0')}`,
  displayName: `Environment ${String(index).padStart(2, '0')}`,
  sku: 'Production',
  capacity: storage,
  securityGroupId: null,
  dataverse: {
    organizationId: `0e000000-0000-4000-a000-0000000000${String(index).padStart(2, '0')}`,
    domain: `org${index}`,
    state: 'Ready',
    applicationUsers: [],
    businessUnits: [],
    tables: [],
    roles: [],
    users: [],
    teams: [],
  },
}))

const policies = [0, 1].map((half) => ({
  id: `0b000000-0000-4000-a000-00000000000${half}`,
  name: `Pay as you go ${half}`,
  enabled: true,
  environmentIds: environments.filter((_, index) => index % 10 === half).map((environment) => environment.id),
}))

function tenantWith(listCarriesCapacity: boolean): TenantDescription {
  const seat = {
    skuId: shelf.DYNAMICS_365_CONTACT_CENTER_DIGITAL.skuId,
    skuPartNumber: 'DYNAMICS_365_CONTACT_CENTER_DIGITAL',
    capabilityStatus: 'Enabled' as const,
    units: { enabled: 100, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans: [{ id: planIds.DYN365_CC_DIGITAL, name: 'DYN365_CC_DIGITAL' }],
  }
  return {
    id: '0c000000-0000-4000-a000-000000000000',
    displayName: 'Contoso',
    domain: 'contoso.example',
    apps: [{ clientId: '0d000000-0000-4000-a000-000000000000', secret: 'practice-secret' }],
    skus: [seat],
    subscriptions: [],
    users: [],
    groups: [],
    capacity: {
      licenseModelType: 'StorageDriven',
      meters: storage.map(({ kind }) => ({ kind, actualMB: 40_960, ratedMB: 20_480, overflow: [], lines: [] })),
    },
    environments,
    billingPolicies: policies,
    listCarriesCapacity,
    refusals: [],
  }
}

const CapacityDocument = z.object({
  schema: z.literal('seatledger.capacity/1'),
  coverage: z.array(z.object({ state: z.string() })),
  pools: z.array(z.object({ pool: z.string(), entitled: z.number() })),
  environments: z.array(
    z.object({
      database: z.object({ rated: z.number() }),
      drawsOnPool: z.boolean(),
      billingPolicy: z.string().nullable(),
    }),
  ),
})

async function readCapacity(product: Product) {
  const { document } = await product.command('capacity', '--fail-on', 'never')
  const capacity = CapacityDocument.parse(document)
  const asked = product.requests().map((request) => `${request.method} ${request.url.pathname}`)
  const hasStore = existsSync(product.storePath)
  product.remove()
  return { capacity, asked, hasStore }
}

it.each([
  { listCarriesCapacity: true, most: 8, told: 'by their list' },
  { listCarriesCapacity: false, most: 8 + environments.length, told: 'one by one' },
])('capacity asks at most $most times when storage is told $told', async ({ listCarriesCapacity, most }) => {
  const settings = { skuOverrides: {}, people: {}, fieldServiceList: false }
  const product = installProduct({ tenant: tenantWith(listCarriesCapacity), settings })

  const { capacity, asked, hasStore } = await readCapacity(product)

  console.log(`capacity on ${environments.length} environments: ${asked.length} requests besides sign-in`)
  expect(asked.length).toBeLessThanOrEqual(most)
  expect(hasStore).toBe(false)
  expect(capacity.coverage.filter((row) => row.state !== 'complete')).toStrictEqual([])
  expect(capacity.pools[0]).toMatchObject({ pool: 'dataverse-database', entitled: 35 })
  expect(capacity.environments.map((environment) => environment.database.rated)).toStrictEqual(Array(20).fill(1))
  expect(capacity.environments.filter((environment) => !environment.drawsOnPool)).toHaveLength(4)
})
