/** Organization, subscribed SKUs and subscriptions, and the doctor's question about groups. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockAnswer } from '../../../mocks/nock.ts'
import { PermissionError } from '../../../src/errors.ts'
import type { Connectors } from '../../../src/model/connectors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { never, openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import { graphUrl, guid, refused, throttled, wireUser } from './wire-users.ts'

const organizationUrl = `${graphUrl}/organization?$select=id,displayName`
const skusUrl = `${graphUrl}/subscribedSkus?$select=skuId,skuPartNumber,capabilityStatus,consumedUnits,prepaidUnits,servicePlans,subscriptionIds`
const subscriptionsUrl = `${graphUrl}/directory/subscriptions?$select=id,skuId,isTrial,status,totalLicenses,nextLifecycleDateTime`

const wireOrganization = { id: guid('user', 1), displayName: 'Contoso' }
const wireSku = {
  skuId: guid('sku', 1),
  skuPartNumber: 'SOME_SKU',
  capabilityStatus: 'Enabled',
  consumedUnits: 12,
  prepaidUnits: { enabled: 10, warning: 2, suspended: 1, lockedOut: 3 },
  servicePlans: [{ servicePlanId: guid('plan', 1), servicePlanName: 'SOME_PLAN', provisioningStatus: 'Success' }],
  subscriptionIds: [guid('user', 5)],
}
const sku = {
  skuId: guid('sku', 1),
  skuPartNumber: 'SOME_SKU',
  capabilityStatus: 'Enabled',
  consumedUnits: 12,
  prepaidUnits: { enabled: 10, warning: 2, suspended: 1, lockedOut: 3 },
  servicePlans: [{ id: guid('plan', 1), name: 'SOME_PLAN' }],
  subscriptionIds: [guid('user', 5)],
}
const wireSubscription = {
  id: guid('user', 5),
  skuId: guid('sku', 1),
  isTrial: true,
  status: 'Warning',
  totalLicenses: 12,
  nextLifecycleDateTime: '2027-01-31T00:00:00Z',
}
const subscription = {
  id: guid('user', 5),
  skuId: guid('sku', 1),
  isTrial: true,
  status: 'Warning',
  totalLicenses: 12,
  nextLifecycle: '2027-01-31T00:00:00Z',
}

const up = (text: string): string => text.toUpperCase()

type Name = 'organization' | 'subscribedSkus' | 'subscriptions'
const cases: [Name, string, object, object][] = [
  ['organization', organizationUrl, wireOrganization, wireOrganization],
  ['subscribedSkus', skusUrl, wireSku, sku],
  ['subscriptions', subscriptionsUrl, wireSubscription, subscription],
]

function mockGraph(url: string, ...answers: MockAnswer[]) {
  return mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(url, ...answers)
}

const dataset = {
  organization: 'organization',
  subscribedSkus: 'subscribed-skus',
  subscriptions: 'subscriptions',
} as const
const sourceOf = (connectors: Connectors, name: Name) => connectors[name]()

describe.each(cases)('%s', (name, url, wireRow, row) => {
  test('is read by one request that names its columns', async () => {
    mockGraph(url, { headers: { 'request-id': 'r-1' }, body: { value: [wireRow] } })

    const pages = await readPages(sourceOf(openConnectors().connectors, name))

    expect(pages).toEqual([{ dataset: dataset[name], rows: [row], rejected: 0, requestId: 'r-1' }])
  })

  test('is read after a throttle, and a bad row is counted', async () => {
    mockGraph(url, throttled, { body: { value: [wireRow, { id: 'no guid', skuId: 'no guid' }] } })

    const pages = await readPages(sourceOf(openConnectors().connectors, name))

    expect(rowsOf(pages, dataset[name])).toEqual([row])
    expect(rejectedIn(pages)).toBe(1)
  })

  test('that is refused ends with a permission error, and the source says what to grant', async () => {
    mockGraph(url, refused)
    const source = sourceOf(openConnectors().connectors, name)

    const { error } = await readUntilError(source)

    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toBe(`${source.request}: 403 Authorization_RequestDenied`)
    expect(source.permission).toContain('Organization.Read.All')
  })
})

describe('subscribed SKUs', () => {
  test('come over several pages where the service has them, and so do subscriptions', async () => {
    const next = `${graphUrl}/subscribedSkus?$skiptoken=2`
    const more = `${graphUrl}/directory/subscriptions?$skiptoken=2`
    mockGraph(skusUrl, { body: { value: [wireSku], '@odata.nextLink': next } })
      .get(next, { body: { value: [{ ...wireSku, skuId: guid('sku', 2) }] } })
      .get(subscriptionsUrl, { body: { value: [], '@odata.nextLink': more } })
      .get(more, { body: { value: [wireSubscription] } })
    const { connectors } = openConnectors()

    expect(rowsOf(await readPages(connectors.subscribedSkus()), 'subscribed-skus')).toEqual([
      sku,
      { ...sku, skuId: guid('sku', 2) },
    ])
    expect(rowsOf(await readPages(connectors.subscriptions()), 'subscriptions')).toEqual([subscription])
  })

  test('without units in lockedOut and without subscriptions have none of these', async () => {
    const { subscriptionIds: _, ...withoutIds } = wireSku
    mockGraph(skusUrl, { body: { value: [{ ...withoutIds, prepaidUnits: { enabled: 1, warning: 0, suspended: 0 } }] } })

    const pages = await readPages(openConnectors().connectors.subscribedSkus())

    expect(rowsOf(pages, 'subscribed-skus')).toEqual([
      { ...sku, subscriptionIds: [], prepaidUnits: { enabled: 1, warning: 0, suspended: 0, lockedOut: 0 } },
    ])
  })

  test('and subscriptions join by ids in lower case, whatever the service wrote', async () => {
    mockGraph(skusUrl, {
      body: {
        value: [
          {
            ...wireSku,
            skuId: up(wireSku.skuId),
            servicePlans: [{ servicePlanId: up(guid('plan', 1)), servicePlanName: 'SOME_PLAN' }],
            subscriptionIds: wireSku.subscriptionIds.map(up),
          },
        ],
      },
    }).get(subscriptionsUrl, {
      body: { value: [{ ...wireSubscription, id: up(wireSubscription.id), skuId: up(wireSubscription.skuId) }] },
    })
    const { connectors } = openConnectors()

    expect(rowsOf(await readPages(connectors.subscribedSkus()), 'subscribed-skus')).toEqual([sku])
    expect(rowsOf(await readPages(connectors.subscriptions()), 'subscriptions')).toEqual([subscription])
  })

  test('a subscription without trial mark and date is bought and undated', async () => {
    mockGraph(subscriptionsUrl, {
      body: { value: [{ ...wireSubscription, isTrial: null, nextLifecycleDateTime: null }] },
    })

    const pages = await readPages(openConnectors().connectors.subscriptions())

    expect(rowsOf(pages, 'subscriptions')).toEqual([{ ...subscription, isTrial: false, nextLifecycle: null }])
  })
})

describe('the probe of groups', () => {
  const groupUrl = `${graphUrl}/groups?$top=1&$select=id`
  const memberUrl = `${graphUrl}/groups/${guid('group', 1)}/transitiveMembers?$count=true&$top=1&$select=id`

  test('asks for one group and one of its members', async () => {
    mockGraph(groupUrl, { body: { value: [{ id: guid('group', 1) }] } }).get(memberUrl, {
      body: { value: [wireUser(1)], '@odata.nextLink': `${graphUrl}/groups?$skiptoken=not-followed` },
    })

    expect(await openConnectors().connectors.probeGroups(never)).toBe(1)
  })

  test('of a tenant without groups is one request', async () => {
    mockGraph(groupUrl, { body: { value: [] } })

    expect(await openConnectors().connectors.probeGroups(never)).toBe(0)
  })

  test('throws what a refused list of members throws', async () => {
    mockGraph(groupUrl, { body: { value: [{ id: guid('group', 1) }] } }).get(memberUrl, refused)

    await expect(openConnectors().connectors.probeGroups(never)).rejects.toBeInstanceOf(PermissionError)
  })
})
