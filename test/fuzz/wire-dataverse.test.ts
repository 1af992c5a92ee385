/** Rows of Dataverse: a hostile value in any field rejects its row, and no other. */
import type { ApiRequest } from '../../connectors/transport/request.ts'
import { featureTableNames } from '../../src/model/features.ts'
import { environment } from '../connectors/dataverse/wire-environment.ts'
import { fuzzRows, type WireRows } from './wire-rows.ts'

const guid = (kind: string, index: number): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(index).padStart(12, '0')}`

const table = (index: number) => ({
  LogicalName: `table${index}`,
  EntitySetName: `table${index}s`,
  IsAuditEnabled: { Value: true },
  Privileges: [{ PrivilegeId: guid('c', index), PrivilegeType: 'Create' }],
})

const setOf = ({ url }: ApiRequest): string => new URL(url).pathname.slice('/api/data/v9.2/'.length)

/** The security data of an environment, of which one set holds the rows. */
const ofSet = (set: string): Pick<WireRows, 'source' | 'answer'> => ({
  source: (connectors) => connectors.security(environment, ['table1', 'table2', 'table3']),
  answer: (request, rows) => {
    if (setOf(request) === set) return { value: rows }
    if (setOf(request) === 'EntityDefinitions') return { value: [table(1)] }
    if (setOf(request) === 'teams') return { value: [{ teamid: guid('d', 1), name: 'Team', teamtype: 0 }] }
    return setOf(request) === 'teamrolescollection' ? { value: [{ teamid: guid('d', 1), roleid: guid('b', 1) }] } : null
  },
})

const installed = featureTableNames.map((logicalName) => ({ logicalName, entitySet: `${logicalName}s` }))

fuzzRows([
  {
    title: 'roles',
    ...ofSet('roles'),
    dataset: 'roles',
    good: (index) => ({
      roleid: guid('b', index),
      name: `Role ${index}`,
      _parentrootroleid_value: guid('b', 9),
      _roletemplateid_value: null,
      _businessunitid_value: guid('a', 1),
      ismanaged: true,
    }),
    fields: {
      roleid: 'guid',
      name: 'text',
      _parentrootroleid_value: 'guid?',
      _roletemplateid_value: 'guid?',
      _businessunitid_value: 'guid?',
      ismanaged: 'boolean?',
    },
  },
  {
    title: 'grants of roles',
    ...ofSet('roleprivilegescollection'),
    dataset: 'role-privileges',
    good: (index) => ({
      roleid: guid('b', index),
      privilegeid: guid('c', 1),
      privilegedepthmask: 8,
      componentstate: 0,
    }),
    fields: { roleid: 'guid', privilegeid: 'guid', privilegedepthmask: 'int', componentstate: 'int?' },
  },
  {
    title: 'roles of users',
    ...ofSet('systemuserrolescollection'),
    dataset: 'user-roles',
    good: (index) => ({ systemuserid: guid('a', index), roleid: guid('b', 1) }),
    fields: { systemuserid: 'guid', roleid: 'guid' },
  },
  {
    title: 'members of teams',
    ...ofSet('teammemberships'),
    dataset: 'team-members',
    good: (index) => ({ teamid: guid('d', 1), systemuserid: guid('a', index) }),
    fields: { teamid: 'guid', systemuserid: 'guid' },
  },
  {
    title: 'teams',
    ...ofSet('teams'),
    dataset: 'teams',
    good: (index) => ({
      teamid: guid('d', index),
      name: 'Team',
      teamtype: 2,
      azureactivedirectoryobjectid: guid('f', 1),
      membershiptype: 1,
    }),
    fields: {
      teamid: 'guid',
      name: 'text',
      teamtype: 'upTo3',
      azureactivedirectoryobjectid: 'guid?',
      membershiptype: 'upTo3?',
    },
  },
  {
    title: 'users of the environment',
    ...ofSet('systemusers'),
    dataset: 'system-users',
    good: (index) => ({
      systemuserid: guid('a', index),
      azureactivedirectoryobjectid: guid('f', index),
      domainname: 'a@b.example',
      fullname: 'A',
      accessmode: 0,
      isdisabled: false,
    }),
    fields: {
      systemuserid: 'guid',
      azureactivedirectoryobjectid: 'guid?',
      domainname: 'text?',
      fullname: 'text?',
      accessmode: 'int',
      isdisabled: 'boolean',
      applicationid: 'guid?',
      isintegrationuser: 'boolean?',
      setupuser: 'boolean?',
      systemmanagedusertype: 'int?',
      deletedstate: 'int?',
      azurestate: 'int?',
    },
  },
  {
    title: 'tables',
    ...ofSet('EntityDefinitions'),
    dataset: 'tables',
    good: table,
    fields: {
      EntitySetName: 'table?',
      'IsAuditEnabled.Value': 'boolean',
      'Privileges.0.PrivilegeId': 'guid',
      'Privileges.0.PrivilegeType': 'text',
    },
  },
  {
    title: 'apps',
    source: (connectors) => connectors.apps(environment),
    dataset: 'apps',
    good: (index) => ({ appmoduleid: guid('c', index), uniquename: `app${index}`, name: 'App' }),
    fields: { appmoduleid: 'guid', uniquename: 'name', name: 'text?' },
    answer: (request, rows) => (setOf(request) === 'appmodules' ? { value: rows } : null),
  },
  {
    title: 'providers of calls',
    source: (connectors) => connectors.telephony(environment, installed),
    dataset: 'telephony-providers',
    good: (index) => ({
      msdyn_occommunicationprovidersettingid: guid('c', index),
      msdyn_occommunicationprovider: 192350003,
      statecode: 0,
    }),
    fields: { msdyn_occommunicationprovidersettingid: 'guid', msdyn_occommunicationprovider: 'int?', statecode: 'int' },
    answer: (request, rows) => (setOf(request) === 'msdyn_occommunicationprovidersettings' ? { value: rows } : null),
  },
  {
    title: 'runtime of dual-write',
    source: (connectors) => connectors.dualWrite(environment, installed),
    dataset: 'dual-write-runtime',
    good: (index) => ({ msdyn_name: `map ${index}`, statecode: 0 }),
    fields: { msdyn_name: 'name', statecode: 'int' },
    answer: (request, rows) => (setOf(request) === 'msdyn_dualwriteruntimeconfigs' ? { value: rows } : null),
  },
  {
    title: 'audit rows',
    source: (connectors) =>
      connectors.evidence(
        environment,
        [{ logicalName: 'incident', entitySet: 'incidents', isAuditEnabled: true, privileges: [] }],
        { from: '2026-08-26T00:00:00Z', to: '2026-11-24T00:00:00Z' },
      ),
    dataset: 'observed-writes',
    good: (index) => ({
      createdon: '2026-11-20T08:00:00Z',
      operation: 2,
      objecttypecode: 'incident',
      _userid_value: guid('a', index),
    }),
    fields: { createdon: 'time', operation: 'int', objecttypecode: 'text', _userid_value: 'text?' },
    answer: (request, rows) => {
      if (setOf(request) === 'organizations') return { value: [{ isauditenabled: true }] }
      return setOf(request) === 'audits' ? { value: rows } : null
    },
  },
])
