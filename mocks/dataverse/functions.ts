/** The two functions of Dataverse that the sync calls: `WhoAmI` and `RetrieveTotalRecordCount`. */
import type { Grant } from '../identity/tokens.ts'
import { guidOf } from '../guid.ts'
import { Refused } from '../refused.ts'
import type { DataverseDescription } from '../tenant.ts'
import { queryError } from './filter-rules.ts'
import { installedTables } from './store.ts'

export function whoAmI(dataverse: DataverseDescription, { clientId }: Grant, base: string): unknown {
  const user = dataverse.users.find((each) => each.applicationId === clientId)
  const root = dataverse.businessUnits.find((unit) => unit.parent === null)
  return {
    '@odata.context': `${base}/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: root?.id ?? guidOf(`root of ${dataverse.organizationId}`),
    UserId: user?.id ?? guidOf(`${clientId} in ${dataverse.organizationId}`),
    OrganizationId: dataverse.organizationId,
  }
}

/** Sizes of tables, invented but always the same. Throws `Refused` for a table that is not installed. */
export function totalRecordCount(dataverse: DataverseDescription, segment: string, base: string): unknown {
  const [, list] = /^RetrieveTotalRecordCount\(EntityNames=\[(.*)\]\)$/.exec(segment) ?? []
  if (list === undefined) throw queryError(`Syntax error in '${segment}'.`)
  const names = [...list.matchAll(/'([^']*)'/g)].map(([, name = '']) => name)
  const installed = installedTables(dataverse)
  const missing = names.find((name) => !installed.includes(name))
  if (missing !== undefined) {
    const text = `The entity with a name = '${missing}' was not found in the MetadataCache.`
    throw new Refused(400, '0x80041102', text)
  }
  return {
    '@odata.context': `${base}/$metadata#Microsoft.Dynamics.CRM.RetrieveTotalRecordCountResponse`,
    EntityRecordCountCollection: {
      Count: names.length,
      IsReadOnly: false,
      Keys: names,
      Values: names.map((name) => Number.parseInt(guidOf(`${dataverse.organizationId} rows ${name}`).slice(0, 4), 16)),
    },
  }
}
