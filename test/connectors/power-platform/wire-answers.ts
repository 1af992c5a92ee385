/** Answers of the two admin APIs, in the shapes that were recorded of them, with ids of our own. */
export const platformUrl = 'https://api.powerplatform.com'
export const bapUrl = 'https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'
export const bapListUrl = `${bapUrl}?api-version=2020-10-01&$expand=properties.capacity,properties.addons`
export const otherListUrl = `${platformUrl}/environmentmanagement/environments?api-version=2024-10-01`

export const singleUrl = (name: string): string =>
  `${bapUrl}/${name}?api-version=2021-04-01&$expand=permissions,properties.capacity,properties/billingPolicy`

export function guid(kind: 'environment' | 'policy' | 'group' | 'sku' | 'plan', index: number): string {
  const start = { environment: 'eeeeeeee', policy: 'ffffffff', group: 'bbbbbbbb', sku: 'cccccccc', plan: 'dddddddd' }[
    kind
  ]
  return `${start}-0000-4000-8000-${String(index).padStart(12, '0')}`
}

export const refused = { status: 403, body: { error: { code: 'Forbidden', message: 'No.' } } }
export const throttled = { status: 429, headers: { 'retry-after': '5' } }

/** What the service writes for "never". */
export const never0001 = '0001-01-01T00:00:00+00:00'

const updatedOn = '2026-11-23T03:00:35Z'

export const capacity = [
  { capacityType: 'Database', actualConsumption: 885.5, ratedConsumption: 1024, capacityUnit: 'MB', updatedOn },
  { capacityType: 'File', actualConsumption: 10, ratedConsumption: 10, capacityUnit: 'MB', updatedOn },
  { capacityType: 'Log', actualConsumption: 0, ratedConsumption: 0, capacityUnit: 'MB', updatedOn },
  { capacityType: 'FinOpsDatabase', actualConsumption: 7, ratedConsumption: 7, capacityUnit: 'MB', updatedOn },
]

export const meters = [
  { kind: 'database', actualMB: 885.5, ratedMB: 1024, updatedOn: '2026-11-23T03:00:35.000Z' },
  { kind: 'file', actualMB: 10, ratedMB: 10, updatedOn: '2026-11-23T03:00:35.000Z' },
  { kind: 'log', actualMB: 0, ratedMB: 0, updatedOn: '2026-11-23T03:00:35.000Z' },
]

export const linked = {
  resourceId: guid('environment', 900),
  domainName: 'contoso',
  instanceUrl: 'https://contoso.crm4.dynamics.com/',
  instanceApiUrl: 'https://contoso.api.crm4.dynamics.com',
  instanceState: 'Ready',
  baseLanguage: 1033,
  backgroundOperationsState: 'Enabled',
}

/** An environment of BAP with Dataverse and without capacity. */
export function bapEnvironment(index: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id: `/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/${guid('environment', index)}`,
    type: 'Microsoft.BusinessAppPlatform/scopes/environments',
    location: 'europe',
    name: guid('environment', index),
    properties: {
      displayName: `Environment ${index}`,
      environmentSku: 'Production',
      isDefault: false,
      linkedEnvironmentMetadata: linked,
      states: { management: { id: 'Ready' }, runtime: { id: 'Enabled', runtimeReasonCode: 'NotSpecified' } },
      ...more,
    },
  }
}

/** The row that `bapEnvironment` becomes. */
export function environment(index: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id: guid('environment', index),
    name: `Environment ${index}`,
    type: 'Production',
    isDefault: false,
    dataverse: {
      instanceUrl: 'https://contoso.crm4.dynamics.com/',
      apiUrl: 'https://contoso.api.crm4.dynamics.com',
      notReady: null,
      baseLanguage: 1033,
    },
    securityGroupId: null,
    meters: null,
    billingPolicy: null,
    ...more,
  }
}
