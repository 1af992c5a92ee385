/** Rows of Microsoft Graph: a hostile value in any field rejects its row, and no other. */
import { describe, expect } from 'vitest'
import * as fc from 'fast-check'
import type { ApiRequest } from '../../connectors/transport/request.ts'
import { guid, wireUser } from '../connectors/graph/wire-users.ts'
import { anyJson, fuzzAsync } from './fuzz.ts'
import { fuzzRows, readRows, type WireRows } from './wire-rows.ts'

const list = (path: string) => (request: ApiRequest, rows: readonly unknown[]) =>
  request.url.includes(path) ? { value: rows } : null

const skus: WireRows = {
  title: 'subscribed SKUs',
  source: (connectors) => connectors.subscribedSkus(),
  dataset: 'subscribed-skus',
  good: (index) => ({
    skuId: guid('sku', index),
    skuPartNumber: `SKU_${index}`,
    capabilityStatus: 'Enabled',
    consumedUnits: 3,
    prepaidUnits: { enabled: 5, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans: [{ servicePlanId: guid('plan', index), servicePlanName: 'PLAN' }],
    subscriptionIds: [guid('sku', 9)],
  }),
  fields: {
    skuId: 'guid',
    skuPartNumber: 'text',
    capabilityStatus: 'text',
    consumedUnits: 'int',
    'prepaidUnits.enabled': 'int',
    'prepaidUnits.warning': 'int',
    'prepaidUnits.suspended': 'int',
    'prepaidUnits.lockedOut': 'int?',
    'servicePlans.0.servicePlanId': 'guid',
    'servicePlans.0.servicePlanName': 'text',
    'subscriptionIds.0': 'text',
    more: 'any',
  },
  answer: list('/subscribedSkus'),
}

const users: WireRows = {
  title: 'users with licenses',
  source: (connectors) => connectors.licenseHolders([guid('sku', 1)]),
  dataset: 'people',
  good: (index) => wireUser(index),
  fields: {
    id: 'guid',
    userPrincipalName: 'text?',
    displayName: 'text?',
    userType: 'text?',
    accountEnabled: 'boolean?',
    'assignedLicenses.0.skuId': 'guid',
    'assignedLicenses.0.disabledPlans': 'noItems',
    'licenseAssignmentStates.0.skuId': 'guid',
    'licenseAssignmentStates.0.disabledPlans': 'noItems',
    'licenseAssignmentStates.0.assignedByGroup': 'text?',
    'licenseAssignmentStates.0.state': 'text',
    'licenseAssignmentStates.0.lastUpdatedDateTime': 'time?',
    more: 'any',
  },
  answer: list('/users?'),
}

fuzzRows([
  skus,
  users,
  {
    title: 'subscriptions',
    source: (connectors) => connectors.subscriptions(),
    dataset: 'subscriptions',
    good: (index) => ({
      id: `Sub-${index}`,
      skuId: guid('sku', index),
      isTrial: false,
      status: 'Enabled',
      totalLicenses: 5,
      nextLifecycleDateTime: '2027-01-31T00:00:00Z',
    }),
    fields: {
      id: 'text',
      skuId: 'guid',
      isTrial: 'boolean?',
      status: 'text',
      totalLicenses: 'int',
      nextLifecycleDateTime: 'time?',
    },
    answer: list('/directory/subscriptions'),
  },
  {
    title: 'the organization',
    source: (connectors) => connectors.organization(),
    dataset: 'organization',
    good: (index) => ({ id: guid('user', index), displayName: 'Contoso' }),
    fields: { id: 'guid', displayName: 'text?' },
    answer: list('/organization'),
  },
  {
    title: 'sign-ins',
    source: (connectors) => connectors.signIns([{ skuId: guid('sku', 1), personIds: [guid('user', 1)] }]),
    dataset: 'sign-ins',
    good: (index) => ({
      id: guid('user', index),
      signInActivity: {
        lastSuccessfulSignInDateTime: '2026-11-01T08:00:00Z',
        lastSignInDateTime: null,
        lastNonInteractiveSignInDateTime: '0001-01-01T00:00:00Z',
      },
    }),
    fields: {
      id: 'guid',
      'signInActivity.lastSuccessfulSignInDateTime': 'time?',
      'signInActivity.lastSignInDateTime': 'time?',
      'signInActivity.lastNonInteractiveSignInDateTime': 'time?',
    },
    answer: list('/users?'),
  },
  {
    title: 'members of groups',
    source: (connectors) => connectors.groups([{ id: guid('group', 1), members: true, gate: true, owners: false }]),
    dataset: 'group-members',
    good: (index) => ({ id: guid('user', index) }),
    fields: { id: 'guid', more: 'any' },
    answer: ({ method, url }, rows) => {
      if (method === 'POST') return { value: [{ id: guid('group', 1), displayName: 'Group' }] }
      return url.includes('/transitiveMembers') ? { value: rows } : null
    },
  },
  {
    title: 'license events',
    source: (connectors) => connectors.licenseAudit('2026-11-01T00:00:00Z', '2026-11-24T00:00:00Z'),
    dataset: 'license-events',
    good: (index) => ({
      id: `event-${index}`,
      activityDateTime: '2026-11-20T08:00:00.1234567Z',
      correlationId: `c${index}`,
      result: 'success',
      targetResources: [
        {
          id: guid('user', index),
          type: 'User',
          modifiedProperties: [
            {
              displayName: 'AssignedLicense',
              oldValue: '[]',
              newValue: `["[SkuName=A, SkuId=${guid('sku', index)}, DisabledPlans=[]]"]`,
            },
          ],
        },
      ],
    }),
    fields: { id: 'name', activityDateTime: 'time', correlationId: 'text?' },
    answer: list('Change%20user%20license'),
  },
])

describe('lists', () => {
  fuzzAsync(
    'that are none end in a sentence of our own',
    fc.tuple(fc.constantFrom(skus, users), anyJson),
    async ([of, body]) => {
      const { error, rows } = await readRows({ ...of, answer: () => body }, [])

      // Without a body the service of this test gives an empty list.
      if (body === null || (typeof body === 'object' && 'value' in body && Array.isArray(body.value))) return
      expect(error?.code).toMatch(/schema|upstream/)
      expect(rows).toEqual([])
    },
  )
})
