/** The security data of one environment: which requests are made, and what becomes of the rows. */
import { describe, expect, test } from 'vitest'
import { mockWire } from '../../../mocks/nock.ts'
import { PermissionError, ThrottledError, UpstreamError } from '../../../src/errors.ts'
import type { Environment } from '../../../src/model/environment.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import {
  apiUrl,
  askedSets,
  environment,
  guid,
  list,
  mockEnvironment,
  queryOf,
  refused,
  systemAdministrator,
  systemUser,
  throttled,
  wireGrant,
  wireRole,
  wireTable,
  wireUser,
} from './wire-environment.ts'

const sourceOf = (tables: readonly string[] = ['incident'], of: Environment = environment) =>
  openConnectors().connectors.security(of, tables)
const readSecurity = async (tables?: readonly string[]) => readPages(sourceOf(tables))

const userRole = (user: number, role: number) => ({ systemuserid: guid('user', user), roleid: guid('role', role) })
const teamRole = (team: number, role: number) => ({ teamid: guid('team', team), roleid: guid('role', role) })
const teamMember = (team: number, user: number) => ({ teamid: guid('team', team), systemuserid: guid('user', user) })
const rootOf = (index: number) => ({ _parentrootroleid_value: guid('role', index) })
const wireTeam = (index: number, more: Readonly<Record<string, unknown>> = {}) => ({
  teamid: guid('team', index),
  name: `Team ${index}`,
  teamtype: 0,
  azureactivedirectoryobjectid: null,
  membershiptype: 0,
  ...more,
})

describe('the requests', () => {
  test('are eight for an environment with a granting team, with the headers of the Web API', async () => {
    const wire = mockEnvironment({
      roleprivilegescollection: list(wireGrant(1, 1)),
      roles: list(wireRole(1)),
      teams: list(wireTeam(1)),
      teamrolescollection: list(teamRole(1, 1)),
      teammemberships: list(teamMember(1, 1)),
    })

    await readSecurity()

    expect(askedSets(wire).toSorted()).toEqual([
      'EntityDefinitions',
      'roleprivilegescollection',
      'roles',
      'systemuserrolescollection',
      'systemusers',
      'teammemberships',
      'teamrolescollection',
      'teams',
    ])
    for (const { headers, url } of wire.requests.slice(1)) {
      expect(headers).toMatchObject({
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        'if-none-match': 'null',
        prefer: 'odata.maxpagesize=5000',
        authorization: 'Bearer t',
      })
      expect(url.searchParams.has('$top')).toBe(false)
    }
  })

  test('take a token for the instance URL and go to the API URL', async () => {
    const wire = mockEnvironment()

    await readSecurity()

    const [token, first] = wire.requests
    expect(new URLSearchParams(token?.body).get('scope')).toContain('https://contoso.crm4.dynamics.com/.default')
    expect(first?.url.origin).toBe('https://contoso.api.crm4.dynamics.com')
  })

  test('stay within twelve for many tables, roles and teams', async () => {
    const tables = Array.from({ length: 60 }, (_, index) => wireTable(`table${index}`, 10 * index))
    const wire = mockEnvironment({
      EntityDefinitions: list(...tables),
      roleprivilegescollection: [list(wireGrant(1, 0)), list()],
      roles: list(wireRole(1)),
      teams: list(...Array.from({ length: 150 }, (_, index) => wireTeam(index))),
      teamrolescollection: list(...Array.from({ length: 150 }, (_, index) => teamRole(index, 1))),
      teammemberships: [list(), list()],
    })

    await readSecurity(tables.map(({ LogicalName }) => LogicalName))

    expect(askedSets(wire)).toHaveLength(10)
  })

  test('are six without a restricted table: agent and app roles matter still, grants do not', async () => {
    const wire = mockEnvironment({ EntityDefinitions: list(), roleprivilegescollection: [] })

    const pages = await readSecurity(['incident', 'goal'])

    expect(pages[0]).toMatchObject({ dataset: 'tables', rows: [], rejected: 0 })
    expect(askedSets(wire)).toHaveLength(6)
    expect(askedSets(wire)).not.toContain('roleprivilegescollection')
  })

  test('name restricted tables and those of features in one query of definitions', async () => {
    const wire = mockEnvironment()

    await readSecurity(['incident', 'msdyn_ocsession'])

    const [, definitions] = wire.requests
    expect(definitions?.url.searchParams.get('$select')).toBe('LogicalName,EntitySetName,IsAuditEnabled,Privileges')
    expect(definitions?.url.searchParams.get('$filter')?.split(' or ').toSorted()).toEqual(
      [
        'incident',
        'msdyn_dualwriteentitymap',
        'msdyn_dualwriteruntimeconfig',
        'msdyn_occommunicationprovidersetting',
        'msdyn_ocliveworkitem',
        'msdyn_ocsession',
        'msdyn_ocsessionparticipantevent',
        'msdyn_sessionparticipant',
      ].map((name) => `LogicalName eq '${name}'`),
    )
  })

  test('ask for 100 privileges at a time, each once, and not for those that only read', async () => {
    const tables = Array.from({ length: 40 }, (_, index) => wireTable(`table${index}`, 10 * index))
    const wire = mockEnvironment({
      EntityDefinitions: list(...tables, wireTable('shares_the_privileges_of_table0', 0)),
      roleprivilegescollection: [list(wireGrant(1, 0)), list(wireGrant(1, 390))],
    })

    const pages = await readSecurity([
      ...tables.map(({ LogicalName }) => LogicalName),
      'shares_the_privileges_of_table0',
    ])

    const filters = wire.requests
      .filter(({ url }) => url.pathname.endsWith('/roleprivilegescollection'))
      .map(({ url }) => url.searchParams.get('$filter') ?? '')
    const asked = filters.map((filter) => [...filter.matchAll(/'(cccccccc-[0-9a-f-]+)'/g)].map((match) => match[1]))
    expect(asked.map((ids) => ids.length)).toEqual([100, 20])
    expect(new Set(asked.flat()).size).toBe(120)
    expect(asked.flat()).not.toContain(guid('privilege', 3))
    expect(filters[0]).toMatch(/^Microsoft[.]Dynamics[.]CRM[.]In[(]PropertyName='privilegeid',PropertyValues=\['cccc/)
    expect(rowsOf(pages, 'role-privileges')).toHaveLength(2)
  })

  test('for members name the owner teams that hold any role, whatever it gives', async () => {
    const wire = mockEnvironment({
      roleprivilegescollection: list(wireGrant(1, 1)),
      roles: list(
        wireRole(1),
        wireRole(11, rootOf(1)),
        wireRole(2),
        wireRole(3, { _roletemplateid_value: systemAdministrator.toUpperCase() }),
        wireRole(4, { ismanaged: true }),
      ),
      teams: list(
        wireTeam(1),
        wireTeam(2),
        wireTeam(3),
        wireTeam(4, { teamtype: 2, azureactivedirectoryobjectid: guid('group', 1) }),
        wireTeam(5, { teamtype: 1 }),
        wireTeam(6),
        wireTeam(7, { isdefault: true }),
      ),
      teamrolescollection: list(
        teamRole(1, 11),
        teamRole(2, 2),
        teamRole(3, 3),
        teamRole(4, 1),
        teamRole(5, 1),
        teamRole(6, 1),
        teamRole(6, 11),
        teamRole(7, 4),
      ),
      teammemberships: list(teamMember(1, 1), teamMember(3, 2)),
    })

    const pages = await readSecurity()

    const asked = wire.requests.find(({ url }) => url.pathname.endsWith('/teammemberships'))
    expect(asked?.url.searchParams.get('$filter')).toBe(
      `Microsoft.Dynamics.CRM.In(PropertyName='teamid',PropertyValues=['${guid('team', 1)}','${guid('team', 2)}','${guid('team', 3)}','${guid('team', 6)}','${guid('team', 7)}'])`,
    )
    expect(rowsOf(pages, 'team-members')).toEqual([
      { teamId: guid('team', 1), userId: guid('user', 1) },
      { teamId: guid('team', 3), userId: guid('user', 2) },
    ])
  })

  test('follow the pages of a set unchanged, with the same headers', async () => {
    const next = `${apiUrl}/systemuserrolescollection?$select=systemuserid,roleid&$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E`
    const wire = mockEnvironment({
      systemuserrolescollection: [
        { body: { value: [userRole(1, 1)], '@odata.nextLink': next } },
        { body: { value: [userRole(2, 1)] } },
      ],
    })

    const pages = await readSecurity()

    expect(rowsOf(pages, 'user-roles')).toEqual([
      { userId: guid('user', 1), roleId: guid('role', 1) },
      { userId: guid('user', 2), roleId: guid('role', 1) },
    ])
    const second = wire.requests.find(({ url }) => url.href === next)
    expect(second?.headers['prefer']).toBe('odata.maxpagesize=5000')
  })

  test('are sent again after a throttle', async () => {
    const wire = mockEnvironment({ systemusers: [throttled, list(wireUser(1))] })

    const pages = await readSecurity()

    expect(rowsOf(pages, 'system-users')).toEqual([systemUser(1)])
    expect(askedSets(wire).filter((set) => set === 'systemusers')).toHaveLength(2)
  })
})

describe('the rows', () => {
  test('of tables have the ids of create, update and delete, read and never composed', async () => {
    mockEnvironment({
      EntityDefinitions: list({
        LogicalName: 'Incident',
        Privileges: [
          { PrivilegeId: guid('privilege', 1).toUpperCase(), PrivilegeType: 'Create' },
          { PrivilegeId: guid('privilege', 2), PrivilegeType: 'Write' },
          { PrivilegeId: guid('privilege', 3), PrivilegeType: 'Delete' },
          { PrivilegeId: guid('privilege', 4), PrivilegeType: 'AppendTo' },
        ],
      }),
    })

    expect(rowsOf(await readSecurity(), 'tables')).toEqual([
      {
        logicalName: 'incident',
        entitySet: null,
        isAuditEnabled: null,
        privileges: [
          { id: guid('privilege', 1), operation: 'create' },
          { id: guid('privilege', 2), operation: 'update' },
          { id: guid('privilege', 3), operation: 'delete' },
        ],
      },
    ])
  })

  test('of tables tell their entity set and whether they are audited; a feature is no restricted table', async () => {
    mockEnvironment({
      EntityDefinitions: list(
        wireTable('incident', 1),
        { ...wireTable('goal', 10), IsAuditEnabled: { Value: false } },
        { LogicalName: 'msdyn_OCSession', EntitySetName: 'msdyn_ocsessions', Privileges: null },
        { LogicalName: 'msdyn_ocliveworkitem' },
        'nothing',
      ),
    })

    const pages = await readSecurity(['incident', 'goal'])

    expect(rowsOf(pages, 'tables')).toMatchObject([
      { logicalName: 'incident', entitySet: 'incidents', isAuditEnabled: true },
      { logicalName: 'goal', entitySet: 'goals', isAuditEnabled: false },
    ])
    expect(rowsOf(pages, 'feature-tables')).toEqual([{ logicalName: 'msdyn_ocsession', entitySet: 'msdyn_ocsessions' }])
    expect(pages.slice(0, 2).map(({ rejected }) => rejected)).toEqual([1, 1])
  })

  test('of a table that is restricted and of a feature are both', async () => {
    mockEnvironment({ EntityDefinitions: list(wireTable('msdyn_ocsession', 1)) })

    const pages = await readSecurity(['msdyn_ocsession'])

    expect(rowsOf(pages, 'tables')).toMatchObject([{ logicalName: 'msdyn_ocsession' }])
    expect(rowsOf(pages, 'feature-tables')).toEqual([{ logicalName: 'msdyn_ocsession', entitySet: 'msdyn_ocsessions' }])
  })

  test.each([
    [1, 'basic'],
    [2, 'local'],
    [4, 'deep'],
    [8, 'global'],
    [3, 'local'],
    [9, 'global'],
    [15, 'global'],
    [16 + 4, 'deep'],
  ])('of grants with the mask %i are %s: its highest bit counts', async (mask, depth) => {
    mockEnvironment({ roleprivilegescollection: list(wireGrant(1, 1, { privilegedepthmask: mask })) })

    expect(rowsOf(await readSecurity(), 'role-privileges')).toEqual([
      { roleId: guid('role', 1), privilegeId: guid('privilege', 1), depth },
    ])
  })

  test('of grants in deleted layers, or without a depth, are left out and not counted as bad', async () => {
    mockEnvironment({
      roleprivilegescollection: list(
        wireGrant(1, 1, { componentstate: 2 }),
        wireGrant(1, 2, { componentstate: 3 }),
        wireGrant(1, 3, { privilegedepthmask: 0 }),
        wireGrant(2, 1, { componentstate: 1 }),
        wireGrant(3, 1, { componentstate: undefined }),
      ),
    })

    const pages = await readSecurity()

    expect(rowsOf(pages, 'role-privileges')).toMatchObject([{ roleId: guid('role', 2) }, { roleId: guid('role', 3) }])
    expect(rejectedIn(pages)).toBe(0)
  })

  test('of roles name their root, which is the role itself where none is given, in lower case', async () => {
    mockEnvironment({
      roles: list(
        wireRole(1, { roleid: guid('role', 1).toUpperCase(), _parentrootroleid_value: null }),
        wireRole(2, {
          _parentrootroleid_value: guid('role', 1).toUpperCase(),
          _roletemplateid_value: systemAdministrator.toUpperCase(),
          ismanaged: undefined,
        }),
      ),
    })

    expect(rowsOf(await readSecurity(), 'roles')).toEqual([
      {
        id: guid('role', 1),
        rootId: guid('role', 1),
        name: 'Role 1',
        templateId: null,
        businessUnitId: guid('unit', 1),
        isManaged: false,
      },
      {
        id: guid('role', 2),
        rootId: guid('role', 1),
        name: 'Role 2',
        templateId: systemAdministrator,
        businessUnitId: guid('unit', 1),
        isManaged: null,
      },
    ])
  })

  test('of roles that are held and not listed make the source partial: who they are is not known', async () => {
    mockEnvironment({
      roles: list(wireRole(1)),
      systemuserrolescollection: list(userRole(1, 1), userRole(1, 2), userRole(2, 2)),
      teamrolescollection: list(teamRole(1, 3)),
    })

    const remarks = (await readSecurity()).flatMap(({ remark }) => remark ?? [])

    expect(remarks).toMatchObject([
      { state: 'partial', reason: expect.stringMatching(/^2 roles that are held are missing/) },
    ])
  })

  test('of roles say nothing where a copy is held whose root is not listed', async () => {
    mockEnvironment({
      roles: list(wireRole(11, rootOf(1))),
      systemuserrolescollection: list(userRole(1, 11)),
    })

    expect((await readSecurity()).flatMap(({ remark }) => remark ?? [])).toEqual([])
  })

  test('of teams say their kind, and whom of a group they mean', async () => {
    const group = { azureactivedirectoryobjectid: guid('group', 1).toUpperCase() }
    mockEnvironment({
      teams: list(
        wireTeam(1, { membershiptype: null }),
        wireTeam(2, { teamtype: 1 }),
        wireTeam(3, { teamtype: 2, membershiptype: 2, ...group }),
        wireTeam(4, { teamtype: 3, membershiptype: 3, ...group }),
        wireTeam(5, { teamtype: 2, membershiptype: 1, ...group }),
      ),
    })

    expect(rowsOf(await readSecurity(), 'teams')).toEqual([
      { id: guid('team', 1), name: 'Team 1', kind: 'owner', groupId: null, membership: 'members-and-guests' },
      { id: guid('team', 2), name: 'Team 2', kind: 'access', groupId: null, membership: 'members-and-guests' },
      { id: guid('team', 3), name: 'Team 3', kind: 'entra-security', groupId: guid('group', 1), membership: 'owners' },
      { id: guid('team', 4), name: 'Team 4', kind: 'entra-m365', groupId: guid('group', 1), membership: 'guests' },
      { id: guid('team', 5), name: 'Team 5', kind: 'entra-security', groupId: guid('group', 1), membership: 'members' },
    ])
  })

  test.each([
    ['an application', { applicationid: guid('app', 1).toUpperCase() }, { applicationId: guid('app', 1) }],
    ['a user without Entra', { azureactivedirectoryobjectid: null, domainname: '' }, { entraId: null, upn: null }],
    ['the setup user', { setupuser: true }, { isSetup: true }],
    ['the integration user', { isintegrationuser: true }, { isSetup: true }],
    [
      'an older environment',
      { systemmanagedusertype: null, deletedstate: null, azurestate: null },
      { managedType: null },
    ],
    ['an agent', { systemmanagedusertype: 3 }, { managedType: 3 }],
    ['a deleted user', { deletedstate: 1 }, { isDeleted: true }],
    ['a user who left Entra', { azurestate: 2 }, { existsInEntra: false }],
    ['a disabled, administrative user', { isdisabled: true, accessmode: 1 }, { isDisabled: true, accessMode: 1 }],
  ])('of users tell %s', async (_, wire, row) => {
    mockEnvironment({ systemusers: list(wireUser(1, wire)) })

    expect(rowsOf(await readSecurity(), 'system-users')).toEqual([systemUser(1, row)])
  })

  test('that have not the expected shape are counted, set by set', async () => {
    mockEnvironment({
      roleprivilegescollection: list(wireGrant(1, 1, { privilegedepthmask: 'all' })),
      roles: list({ roleid: guid('role', 1) }),
      systemuserrolescollection: list({ systemuserid: guid('user', 1) }),
      teams: list(wireTeam(1, { teamtype: 9 })),
      teamrolescollection: list({}),
      systemusers: list(wireUser(1), 'nobody'),
    })

    const pages = await readSecurity()

    expect(Object.fromEntries(pages.map(({ dataset, rejected }) => [dataset, rejected]))).toEqual({
      tables: 0,
      'feature-tables': 0,
      'role-privileges': 1,
      roles: 1,
      'user-roles': 1,
      teams: 1,
      'team-roles': 1,
      'team-members': 0,
      'system-users': 1,
    })
  })
})

describe('an environment that cannot be read', () => {
  test('because the application is no user there ends with a permission error, and says how to make it one', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(queryOf('EntityDefinitions'), refused)
    const source = sourceOf()

    const { pages, error } = await readUntilError(source)

    expect(pages).toEqual([])
    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toBe('GET /api/data/v9.2/EntityDefinitions: 403 0x80072560')
    expect(source.permission).toContain(`pac admin assign-user --environment ${environment.id}`)
    expect(source.permission).toContain('--role "Service Reader" --application-user')
    expect(source).toMatchObject({ required: true, ifCut: 'not-assessed', environment: { name: 'Contact center' } })
  })

  test('because one set is refused gives no set', async () => {
    mockEnvironment({ systemusers: refused })

    const { pages, error } = await readUntilError(sourceOf())

    expect(pages.map(({ dataset }) => dataset)).toEqual(['tables', 'feature-tables'])
    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toContain('/systemusers: 403')
  })

  test('because one set is throttled for ever ends with it: the others are not tried eight times each', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(queryOf('EntityDefinitions'), list(wireTable('incident', 1)))
      .get(/\/(?:roleprivilegescollection|roles)[?]/, ...Array.from({ length: 9 }, () => throttled))

    const { error } = await readUntilError(sourceOf())

    expect(error).toBeInstanceOf(ThrottledError)
    expect(error.message).toMatch(
      /^GET \/api\/data\/v9\.2\/\w+: 429 Too Many Requests, after 8 tries in .+ at contoso\.api\.crm4\.dynamics\.com \(time budget 10 minutes\)$/,
    )
    // Two were out when the first refusal came; nothing else was asked.
    expect(askedSets(wire)).toHaveLength(1 + 8 + 1)
  })

  test('because its address is of this machine gets neither a token nor a request', async () => {
    const wire = mockWire()
    const link = {
      instanceUrl: 'https://contoso.crm4.dynamics.com/',
      apiUrl: 'https://169.254.169.254/',
      notReady: null,
      baseLanguage: null,
    }

    const { error } = await readUntilError(sourceOf(['incident'], { ...environment, dataverse: link }))

    expect(error.message).toBe(
      '169.254.169.254 is this machine, its link or a metadata service, and no host of a public cloud, so no token is sent to it',
    )
    expect(error.hint).toContain('SEATLEDGER_CLOUD=custom')
    expect(wire.requests).toEqual([])
  })

  test('because it is not ready is not asked', async () => {
    const wire = mockWire()
    const notReady = 'Dataverse is not ready: its state is Provisioning'
    const link = {
      instanceUrl: 'https://contoso.crm4.dynamics.com/',
      apiUrl: 'https://contoso.api.crm4.dynamics.com',
      baseLanguage: null,
    }

    const { error } = await readUntilError(sourceOf(['incident'], { ...environment, dataverse: { ...link, notReady } }))

    expect(error).toBeInstanceOf(UpstreamError)
    expect(error.message).toBe(notReady)
    expect(wire.requests).toEqual([])
  })

  test.each([
    ['https://contoso.crm4.dynamics.com.evil.example/', 'https://contoso.api.crm4.dynamics.com'],
    ['https://contoso.crm4.dynamics.com/', 'https://evil.example'],
    ['https://contoso.crm4.dynamics.com/', 'http://contoso.api.crm4.dynamics.com'],
    ['https://evilcrm4-dynamics.com/', 'https://contoso.api.crm4.dynamics.com'],
    ['no address', 'https://contoso.api.crm4.dynamics.com'],
  ])('because its address is foreign (%s, %s) gets neither a token nor a request', async (instanceUrl, foreignUrl) => {
    const wire = mockWire()
    const link = { instanceUrl, apiUrl: foreignUrl, notReady: null, baseLanguage: null }

    const { error } = await readUntilError(sourceOf(['incident'], { ...environment, dataverse: link }))

    expect(error.message).toContain('is no Dataverse host of the configured cloud, so no token is sent to it')
    expect(error.hint).toContain('SEATLEDGER_DATAVERSE_HOSTS')
    expect(wire.requests).toEqual([])
  })

  test('because it has no Dataverse is not asked', async () => {
    const wire = mockWire()

    const { error } = await readUntilError(sourceOf(['incident'], { ...environment, dataverse: null }))

    expect(error.message).toBe('Contact center has no Dataverse')
    expect(wire.requests).toEqual([])
  })
})
