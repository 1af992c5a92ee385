/** Environments as the BAP admin API tells them. Members without a value are left out, not null. */
import type { EnvironmentDescription, TenantDescription } from '../tenant.ts'
import type { CloudOrigins } from '../wire.ts'

export interface EnvironmentExpansion {
  /** `properties.capacity` was asked for, and this route gives it. */
  readonly withCapacity: boolean
  readonly withAddons: boolean
}

const englishUs = 1033

export const environmentsPath = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'

export function environmentBody(
  tenant: TenantDescription,
  environment: EnvironmentDescription,
  origins: CloudOrigins,
  { withCapacity, withAddons }: EnvironmentExpansion,
): unknown {
  const { id, displayName, sku, dataverse } = environment
  const billingPolicy = tenant.billingPolicies.find((policy) => policy.environmentIds.includes(id))
  return {
    id: `${environmentsPath}/${id}`,
    type: 'Microsoft.BusinessAppPlatform/scopes/environments',
    location: 'unitedstates',
    name: id,
    properties: {
      tenantId: tenant.id,
      azureRegion: 'westus',
      displayName,
      createdTime: '2024-05-06T07:08:09.8550157Z',
      createdBy: { id: 'SYSTEM', displayName: 'SYSTEM', type: 'NotSpecified' },
      provisioningState: 'Succeeded',
      creationType: sku === 'Default' ? 'DefaultTenant' : 'User',
      environmentSku: sku,
      isDefault: sku === 'Default',
      ...(billingPolicy === undefined
        ? {}
        : {
            billingPolicy: {
              id: billingPolicy.id,
              name: billingPolicy.name,
              type: 'TenantOwned',
              status: billingPolicy.enabled ? 'Enabled' : 'Disabled',
            },
          }),
      ...(withCapacity ? { capacity: environment.capacity.map(capacityBody) } : {}),
      ...(withAddons ? { addons: [] } : {}),
      databaseType: dataverse === null ? 'None' : 'CommonDataService',
      ...(dataverse === null ? {} : { linkedEnvironmentMetadata: linkedMetadata(environment, dataverse, origins) }),
      states: {
        management: { id: 'Ready' },
        runtime: { id: 'Enabled', runtimeReasonCode: 'NotSpecified', requestedBy: { type: 'NotSpecified' } },
      },
      governanceConfiguration: { protectionLevel: 'Basic' },
      retentionPeriod: 'P7D',
      connectedGroups: [],
    },
  }
}

function linkedMetadata(
  { displayName, securityGroupId }: EnvironmentDescription,
  dataverse: NonNullable<EnvironmentDescription['dataverse']>,
  origins: CloudOrigins,
): unknown {
  const { instance, api } = origins.dataverse(dataverse.domain)
  return {
    resourceId: dataverse.organizationId,
    friendlyName: displayName,
    uniqueName: `unq${dataverse.organizationId.replaceAll('-', '').slice(0, 20)}`,
    domainName: dataverse.domain,
    version: '9.2.24092.00206',
    // The one ends with a slash, the other does not: so does the service.
    instanceUrl: `${instance}/`,
    instanceApiUrl: api,
    baseLanguage: dataverse.language ?? englishUs,
    instanceState: dataverse.state,
    createdTime: '2024-05-06T07:10:00.87Z',
    backgroundOperationsState: 'Enabled',
    scaleGroup: 'NAMCRMLIVESG001',
    platformSku: 'Standard',
    schemaType: 'Standard',
    ...(securityGroupId === null ? {} : { securityGroupId }),
  }
}

function capacityBody(meter: EnvironmentDescription['capacity'][number]): unknown {
  return {
    capacityType: meter.kind,
    actualConsumption: meter.actualMB,
    ratedConsumption: meter.ratedMB,
    capacityUnit: 'MB',
    updatedOn: meter.updatedOn,
  }
}
