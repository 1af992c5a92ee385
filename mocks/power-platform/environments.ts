/** `GET /environmentmanagement/environments`: environments as the Power Platform API tells them, without storage. */
import type { EnvironmentDescription, TenantDescription } from '../tenant.ts'
import type { CloudOrigins } from '../wire.ts'

export function environmentBody(
  tenant: TenantDescription,
  environment: EnvironmentDescription,
  origins: CloudOrigins,
): unknown {
  const { dataverse, securityGroupId } = environment
  return {
    id: environment.id,
    displayName: environment.displayName,
    type: environment.sku,
    state: dataverse === null || dataverse.state === 'Ready' ? 'Enabled' : dataverse.state,
    geo: 'unitedstates',
    azureRegion: 'westus',
    tenantId: tenant.id,
    createdBy: { id: 'SYSTEM', type: 'NotSpecified' },
    createdDateTime: '2024-05-06T07:08:09Z',
    adminMode: 'Disabled',
    protectionLevel: 'Basic',
    ...(dataverse === null
      ? {}
      : {
          dataverseId: dataverse.organizationId,
          domainName: dataverse.domain,
          url: `${origins.dataverse(dataverse.domain).instance}/`,
          version: '9.2.24092.00206',
          ...(securityGroupId === null ? {} : { securityGroupId }),
        }),
  }
}
