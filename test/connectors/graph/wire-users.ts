/** Users and ids as Graph sends them, for the tests of its sources. */
import type { WireRequest } from '../../../mocks/wire.ts'

export const graphUrl = 'https://graph.microsoft.com/v1.0'

/** The id number `index` of a kind; the letters are there to be upper case on the wire. */
export function guid(kind: 'user' | 'group' | 'sku' | 'plan', index: number): string {
  const start = { user: 'aaaaaaaa', group: 'bbbbbbbb', sku: 'cccccccc', plan: 'dddddddd' }[kind]
  return `${start}-0000-4000-8000-${String(index).padStart(12, '0')}`
}

/** A member with one direct license. */
export function wireUser(index: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id: guid('user', index),
    userPrincipalName: `person${index}@contoso.example`,
    displayName: `Person ${index}`,
    userType: 'Member',
    accountEnabled: true,
    assignedLicenses: [{ skuId: guid('sku', 1), disabledPlans: [] }],
    licenseAssignmentStates: [
      {
        skuId: guid('sku', 1),
        disabledPlans: [],
        assignedByGroup: null,
        state: 'Active',
        error: 'None',
        lastUpdatedDateTime: '2026-03-01T08:00:00Z',
      },
    ],
    ...more,
  }
}

/** The same user without what getByIds may withhold. */
export function wireUserWithoutStates(index: number) {
  const { licenseAssignmentStates: _, ...user } = wireUser(index)
  return user
}

/** The row that `wireUser` becomes. */
export function person(index: number) {
  return {
    id: guid('user', index),
    upn: `person${index}@contoso.example`,
    displayName: `Person ${index}`,
    userType: 'member',
    accountEnabled: true,
    assignedLicenses: [{ skuId: guid('sku', 1), disabledPlans: [] }],
    licenseStates: [
      {
        skuId: guid('sku', 1),
        disabledPlans: [],
        assignedByGroup: null,
        state: 'Active',
        lastUpdated: '2026-03-01T08:00:00Z',
      },
    ],
  }
}

export const refused = { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'No.' } } }
export const throttled = { status: 429, headers: { 'retry-after': '5' } }

/** The requests to Graph, without those for tokens. */
export function graphRequests(requests: readonly WireRequest[]): WireRequest[] {
  return requests.filter(({ url }) => url.origin === 'https://graph.microsoft.com')
}
