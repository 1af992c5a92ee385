/** One environment on the wire, with its Web API's addresses and the rows that its sets send. */
import { mockWire, type MockAnswer, type MockWire } from '../../../mocks/nock.ts'
import type { Environment } from '../../../src/model/environment.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'

export const apiUrl = 'https://contoso.api.crm4.dynamics.com/api/data/v9.2'

export function guid(
  kind: 'user' | 'role' | 'privilege' | 'team' | 'unit' | 'template' | 'group' | 'app',
  index: number,
): string {
  const start = {
    user: 'aaaaaaaa',
    role: 'bbbbbbbb',
    privilege: 'cccccccc',
    team: 'dddddddd',
    unit: 'eeeeeeee',
    template: 'ffffffff',
    group: 'abababab',
    app: 'cdcdcdcd',
  }[kind]
  return `${start}-0000-4000-8000-${String(index).padStart(12, '0')}`
}

export const systemAdministrator = '627090ff-40a3-4053-8790-584edc5be201'

export const environment: Environment = {
  id: 'eeeeeeee-0000-4000-8000-000000000001',
  name: 'Contact center',
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
}

export const refused = { status: 403, body: { error: { code: '0x80072560', message: 'No member.' } } }
export const throttled = { status: 429, headers: { 'retry-after': '5' } }
export const list = (...value: unknown[]): MockAnswer => ({ body: { value } })

const setNames = [
  'EntityDefinitions',
  'roleprivilegescollection',
  'roles',
  'systemuserrolescollection',
  'teams',
  'teamrolescollection',
  'teammemberships',
  'systemusers',
] as const
export type SetName = (typeof setNames)[number]

/** Any query of a set. */
export const queryOf = (set: SetName): RegExp =>
  new RegExp(`^https://contoso[.]api[.]crm4[.]dynamics[.]com/api/data/v9[.]2/${set}[?]`)

/** A table with one privilege per operation, numbered from `first`, and the Read privilege that nobody needs here. */
export function wireTable(logicalName: string, first: number) {
  const types = ['Create', 'Write', 'Delete', 'Read']
  return {
    LogicalName: logicalName,
    EntitySetName: `${logicalName}s`,
    IsAuditEnabled: { Value: true, CanBeChanged: true },
    Privileges: types.map((type, index) => ({
      Name: `prv${type}Something`,
      PrivilegeId: guid('privilege', first + index),
      PrivilegeType: type,
    })),
  }
}

export function wireUser(index: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    systemuserid: guid('user', index),
    azureactivedirectoryobjectid: guid('user', 100 + index),
    domainname: `person${index}@contoso.example`,
    fullname: `Person ${index}`,
    accessmode: 0,
    isdisabled: false,
    applicationid: null,
    isintegrationuser: false,
    setupuser: false,
    systemmanagedusertype: 0,
    deletedstate: 0,
    azurestate: 0,
    ...more,
  }
}

/** The row that `wireUser` becomes. */
export function systemUser(index: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id: guid('user', index),
    entraId: guid('user', 100 + index),
    upn: `person${index}@contoso.example`,
    name: `Person ${index}`,
    accessMode: 0,
    isDisabled: false,
    applicationId: null,
    isSetup: false,
    managedType: 0,
    isDeleted: false,
    existsInEntra: true,
    ...more,
  }
}

export function wireRole(index: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    roleid: guid('role', index),
    name: `Role ${index}`,
    _businessunitid_value: guid('unit', 1),
    _parentrootroleid_value: guid('role', index),
    _roletemplateid_value: null,
    ismanaged: false,
    ...more,
  }
}

export const wireGrant = (role: number, privilege: number, more: Readonly<Record<string, unknown>> = {}) => ({
  roleid: guid('role', role),
  privilegeid: guid('privilege', privilege),
  privilegedepthmask: 8,
  componentstate: 0,
  ...more,
})

/** An environment with one restricted table; sets that are not given are asked for and empty, `teammemberships` is not asked for. */
export function mockEnvironment(sets: { readonly [S in SetName]?: MockAnswer | readonly MockAnswer[] } = {}): MockWire {
  const wire = mockWire().post(tokenUrl, tokenAnswer('t'))
  const given = { EntityDefinitions: list(wireTable('incident', 1)), ...sets }
  for (const set of setNames) {
    const answers = given[set] ?? (set === 'teammemberships' ? [] : list())
    wire.get(queryOf(set), ...[answers].flat())
  }
  return wire
}

/** Names of the sets that were asked, in order. */
export function askedSets(wire: MockWire): string[] {
  return wire.requests
    .filter(({ url }) => url.host.endsWith('.dynamics.com'))
    .map(({ url }) => url.pathname.slice('/api/data/v9.2/'.length))
}
