/** The tables of features that an environment may have: apps, dual-write, telephony. */
import { guidOf } from '../../guid.ts'
import type { DataverseDescription } from '../../tenant.ts'
import type { DualWriteMapDescription } from '../../tenant-usage.ts'
import { entitySetOf } from '../entity-sets.ts'
import { created, stamps, type Row } from '../rows.ts'
import { define, stampColumns } from '../table-definitions.ts'

export const appModuleTable = define('appmodule', 'appmodules', {
  appmoduleidunique: 'guid',
  name: 'string',
  uniquename: 'string',
  clienttype: 'number',
  statecode: 'number',
  ismanaged: 'boolean',
  publishedon: 'dateTime',
  ...stampColumns,
})

export const appModuleRolesTable = define(
  'appmoduleroles',
  'appmodulerolescollection',
  { appmoduleid: 'guid', roleid: 'guid', ismanaged: 'boolean', componentstate: 'number' },
  { primaryId: 'appmoduleroleid' },
)

export const entityMapTable = define('msdyn_dualwriteentitymap', 'msdyn_dualwriteentitymaps', {
  msdyn_name: 'string',
  msdyn_displayname: 'string',
  msdyn_version: 'string',
  msdyn_mapping: 'string',
  ismanaged: 'boolean',
  solutionid: 'guid',
  statecode: 'number',
  ...stampColumns,
})

export const runtimeConfigTable = define('msdyn_dualwriteruntimeconfig', 'msdyn_dualwriteruntimeconfigs', {
  msdyn_name: 'string',
  msdyn_internalentityname: 'string',
  msdyn_externalentityname: 'string',
  msdyn_unsecure: 'string',
  statecode: 'number',
  statuscode: 'number',
  ...stampColumns,
})

export const providerTable = define(
  'msdyn_occommunicationprovidersetting',
  'msdyn_occommunicationprovidersettings',
  {
    msdyn_name: 'string',
    msdyn_occommunicationprovider: 'number',
    msdyn_occommunicationproviderimmutableid: 'string',
    msdyn_occommunicationproviderdatalocation: 'string',
    msdyn_istrial: 'boolean',
    msdyn_secret: 'string',
    msdyn_securesecret: 'string',
    statecode: 'number',
    statuscode: 'number',
    ...stampColumns,
  },
  { secrets: ['msdyn_secret', 'msdyn_securesecret'] },
)

export function appModuleRows({ apps = [] }: DataverseDescription): Row[] {
  return apps.map(({ id, name, uniqueName, managed = true, active = true }) => ({
    appmoduleid: id,
    appmoduleidunique: guidOf(`unique ${id}`),
    name,
    uniquename: uniqueName,
    clienttype: 4,
    statecode: active ? 0 : 1,
    ismanaged: managed,
    publishedon: created,
    ...stamps,
  }))
}

export function appModuleRoleRows({ apps = [] }: DataverseDescription): Row[] {
  return apps.flatMap(({ id, roles, managed = true }) =>
    roles.map((roleid) => ({
      appmoduleroleid: guidOf(`${id} ${roleid}`),
      appmoduleid: id,
      roleid,
      ismanaged: managed,
      componentstate: 0,
    })),
  )
}

const providers = { acs: 192_350_000, twilio: 192_350_001, telesign: 192_350_002, teams: 192_350_003 }

export function providerRows({ organizationId, telephony = [] }: DataverseDescription): Row[] {
  return telephony.map(({ provider, active = true, trial = false }, index) => ({
    msdyn_occommunicationprovidersettingid: guidOf(`${organizationId} telephony ${index}`),
    msdyn_name: provider,
    msdyn_occommunicationprovider: providers[provider],
    msdyn_occommunicationproviderimmutableid: guidOf(`${organizationId} ${provider} resource`),
    msdyn_occommunicationproviderdatalocation: 'United States',
    msdyn_istrial: trial,
    msdyn_secret: 'practice-secret-that-nobody-may-read',
    msdyn_securesecret: 'practice-secret-that-nobody-may-read',
    statecode: active ? 0 : 1,
    statuscode: active ? 1 : 2,
    ...stamps,
  }))
}

/** Every saved version is a row. */
export function entityMapRows(dataverse: DataverseDescription): Row[] {
  return (dataverse.dualWriteMaps ?? []).map((map) => ({
    msdyn_dualwriteentitymapid: guidOf(`${dataverse.organizationId} map ${map.name} ${map.version}`),
    msdyn_name: map.name,
    msdyn_displayname: map.name,
    msdyn_version: map.version,
    msdyn_mapping: JSON.stringify(mappingOf(map)),
    ismanaged: true,
    solutionid: guidOf('solution of the dual-write maps'),
    statecode: 0,
    ...stamps,
  }))
}

const syncDirections = { 'to-dataverse': '1', 'to-finance': '2', both: '3' }

/** A leg names entity sets, and its direction stands at each field: 1 from source to destination, 2 back, 3 both ways. */
function mappingOf({ name, legs }: DualWriteMapDescription): unknown {
  return {
    name,
    leftEnvironmentType: 'AX',
    centerEnvironmentType: 'CRM',
    rightEnvironmentType: 'UNDEFINED',
    legs: legs.map(({ table, external, direction }, index) => ({
      id: String(index + 1).padStart(3, '0'),
      sourceSchema: external,
      sourceEnvironmentType: 'AX',
      destinationSchema: entitySetOf(table),
      destinationEnvironmentType: 'CRM',
      sourceFilter: '',
      fieldMappings: ['NAME', 'NUMBER'].map((sourceField) => ({
        syncDirection: syncDirections[direction],
        sourceField,
        destinationField: `msdyn_${sourceField.toLowerCase()}`,
        isSystemGenerated: false,
      })),
    })),
  }
}

/** One per map that runs, or ran, with Dataverse as its source; of the last version that says so. */
export function runtimeConfigRows({ organizationId, dualWriteMaps = [] }: DataverseDescription): Row[] {
  return dualWriteMaps.flatMap((map) => {
    const { name, version, legs, runtime } = map
    const [leg] = legs
    if (runtime === undefined || leg === undefined) return []
    const [major = 0, minor = 0, build = 0, revision = 0] = version.split('.').map(Number)
    return [
      {
        msdyn_dualwriteruntimeconfigid: guidOf(`${organizationId} runtime ${name} ${version}`),
        msdyn_name: name,
        msdyn_internalentityname: leg.table,
        msdyn_externalentityname: leg.external,
        msdyn_unsecure: JSON.stringify({
          SourceEntityName: entitySetOf(leg.table),
          DestinationEntityName: leg.external,
          EntityMapVersion: { Major: major, Minor: minor, Build: build, Revision: revision },
        }),
        statecode: runtime === 'active' ? 0 : 1,
        statuscode: runtime === 'active' ? 1 : 2,
        ...stamps,
      },
    ]
  })
}
