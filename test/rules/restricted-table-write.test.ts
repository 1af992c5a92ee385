/** The restricted-table rule, sentence by sentence of product.md, on literal people, roles, teams and groups. */
import { describe, expect, it } from 'vitest'
import type { Depth, Operation } from '../../src/model/security.ts'
import { restrictedTableWrite } from '../../src/rules/restricted-table-write.ts'
import { factsOf, judge, practiceLists, skus, type AccessDraft } from '../access/practice-lists.ts'
import { person } from '../access/practice-run.ts'
import type { EnvironmentLiteral, RoleLiteral, RunLiteral, UserLiteral } from '../access/practice-run.ts'

const administratorTemplate = '627090ff-40a3-4053-8790-584edc5be201'
const all = (depth: Depth): Record<Operation, Depth> => ({ create: depth, update: depth, delete: depth })
const role = (id: string, grants: RoleLiteral['grants'] = {}, about: Partial<RoleLiteral> = {}): RoleLiteral => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  grants,
  ...about,
})

/** Ada, in one environment with `incident`, holds `agent` directly; tests change what they are about. */
const run = (about: Partial<RunLiteral> = {}, environment: Partial<EnvironmentLiteral> = {}): RunLiteral => ({
  people: [person('ada', ['sku-office'])],
  environments: [
    {
      tables: ['incident'],
      roles: [role('agent', { incident: all('global') })],
      users: [{ id: 'row-ada', roles: ['agent'] }],
      ...environment,
    },
  ],
  ...about,
})

const only = (drafts: readonly AccessDraft[]): AccessDraft => {
  expect(drafts).toHaveLength(1)
  const [draft] = drafts
  if (draft === undefined) throw new Error('no draft')
  return draft
}

const listed = (drafts: readonly AccessDraft[]) =>
  drafts.map(({ subject, severity, evidence }) => [
    subject.id,
    severity,
    evidence.tables.map(({ table, operations, depth }) => `${table} ${operations.join('+')} ${depth}`).join(', '),
  ])

const paths = (draft: AccessDraft) =>
  draft.evidence.tables.flatMap((table) =>
    table.paths.map(
      ({ role: name, team, group, operations, depth }) =>
        `${name}${team === null ? '' : ` via ${team}`}${group === null ? '' : ` ${group.via}`}: ${operations.join('+')} ${depth}`,
    ),
  )

describe('capability', () => {
  it('create, update or delete at any depth by a direct role is a finding, with its path', async () => {
    const draft = only(await judge(run()))

    expect(draft).toMatchObject({
      rule: 'restricted-table-write',
      severity: 'medium',
      subject: { kind: 'user', id: 'ada', name: 'Ada', upn: 'ada@contoso.example' },
      environment: { id: 'env-1', name: 'Production' },
      title: 'Ada can create, update and delete Case (incident) in Production without a matching license',
      evidence: {
        administrator: false,
        latent: null,
        observedWindow: null,
        tables: [
          {
            table: 'incident',
            operations: ['create', 'update', 'delete'],
            depth: 'global',
            requires: ['customer_service_enterprise', 'customer_service_professional', 'legacy_plan'],
            paths: [
              {
                role: 'Agent',
                roleId: 'agent',
                team: null,
                teamKind: null,
                group: null,
                operations: ['create', 'update', 'delete'],
                depth: 'global',
              },
            ],
            observed: null,
          },
        ],
      },
    })
    expect(draft.id).toMatch(/^restricted-table-write-[0-9a-f]{12}$/)
    expect(draft.detail).toBe(
      'Can write: create, update and delete on Case (incident), at most all rows (Global). Case: needs Customer Service Enterprise, Customer Service Professional or the old plan. Licenses looked at: OFFICE.',
    )
  })

  it('who holds no role that writes a restricted table is no finding', async () => {
    expect(await judge(run({}, { roles: [role('agent', { account: all('global') })] }))).toEqual([])
    expect(await judge(run({}, { users: [{ id: 'row-ada' }] }))).toEqual([])
  })

  it('who holds a matching license is no finding', async () => {
    expect(await judge(run({ people: [person('ada', ['sku-enterprise'])] }))).toEqual([])
    expect(await judge(run({ people: [person('ada', ['sku-professional'])] }))).toEqual([])
  })

  it.each<[Depth, string]>([
    ['basic', 'low'],
    ['local', 'medium'],
    ['deep', 'medium'],
    ['global', 'medium'],
  ])('%s depth grades %s', async (depth, severity) => {
    const draft = only(await judge(run({}, { roles: [role('agent', { incident: { delete: depth } })] })))

    expect(draft.severity).toBe(severity)
    expect(listed([draft])).toEqual([['ada', severity, `incident delete ${depth}`]])
  })

  it('the finding has the highest grade of its tables, which are sorted by name', async () => {
    const tables = ['sla', 'incident', 'entitlement']
    const grants = {
      sla: { create: 'basic' },
      incident: { update: 'local' },
      entitlement: { delete: 'basic' },
    } as const

    const draft = only(await judge(run({}, { tables, roles: [role('agent', grants)] })))

    expect(listed([draft])).toEqual([
      ['ada', 'medium', 'entitlement delete basic, incident update local, sla create basic'],
    ])
    expect(draft.title).toBe('Ada can write 3 restricted tables in Production without a matching license')
  })

  it('only tables that the user is not licensed for are listed', async () => {
    const environment = {
      tables: ['incident', 'entitlement'],
      roles: [role('agent', { incident: all('global'), entitlement: all('global') })],
    }

    expect(listed(await judge(run({ people: [person('ada', ['sku-professional'])] }, environment)))).toEqual([
      ['ada', 'medium', 'entitlement create+update+delete global'],
    ])
  })

  it('a table that is not installed is not judged', async () => {
    expect(await judge(run({}, { tables: ['sla'] }))).toEqual([])
    expect(await judge(run({}, { tables: [] }))).toEqual([])
  })

  it('grants of the root role serve its copies', async () => {
    const copy = role('copy', {}, { rootId: 'root', name: 'Agent' })
    const root = role('root', { incident: { create: 'deep' } }, { name: 'Agent' })
    const literal = run({}, { roles: [copy, root], users: [{ id: 'row-ada', roles: ['copy'] }] })

    expect(only(await judge(literal)).evidence.tables[0]?.paths).toMatchObject([
      { role: 'Agent', roleId: 'root', depth: 'deep' },
    ])
  })

  it('two copies of one role are one path, with what either gives', async () => {
    const roles = [
      role('root', { incident: { create: 'basic' } }, { name: 'Agent' }),
      role('copy', { incident: { delete: 'local' } }, { name: 'Agent', rootId: 'root' }),
    ]

    const draft = only(await judge(run({}, { roles, users: [{ id: 'row-ada', roles: ['root', 'copy'] }] })))

    expect(paths(draft)).toEqual(['Agent: create+delete local'])
  })

  it('every role by every way is a path, sorted by role and team, each with just its operations', async () => {
    const draft = only(
      await judge(
        run(
          {},
          {
            roles: [
              role('planner', { incident: { delete: 'local' } }),
              role('agent', { incident: { create: 'basic', update: 'basic' } }),
            ],
            users: [{ id: 'row-ada', roles: ['planner', 'agent'] }],
            teams: [
              { id: 'team-2', name: 'Zulu', roles: ['agent'], members: ['row-ada'] },
              { id: 'team-1', name: 'Alpha', roles: ['agent', 'planner'], members: ['row-ada', 'row-bo'] },
            ],
          },
        ),
      ),
    )

    expect(paths(draft)).toEqual([
      'Agent: create+update basic',
      'Agent via Alpha: create+update basic',
      'Agent via Zulu: create+update basic',
      'Planner: delete local',
      'Planner via Alpha: delete local',
    ])
    expect(draft.evidence.tables).toMatchObject([{ operations: ['create', 'update', 'delete'], depth: 'local' }])
    expect(draft.evidence.tables[0]?.paths[1]).toMatchObject({ team: 'Alpha', teamKind: 'owner', group: null })
  })

  it('access teams carry no roles', async () => {
    const teams = [{ id: 'team', kind: 'access' as const, roles: ['agent'], members: ['row-ada'] }]

    expect(await judge(run({}, { users: [{ id: 'row-ada' }], teams }))).toEqual([])
  })
})

describe('who is judged', () => {
  it.each<[string, Partial<UserLiteral>]>([
    ['access mode 1', { accessMode: 1 }],
    ['access mode 2', { accessMode: 2 }],
    ['access mode 3', { accessMode: 3 }],
    ['access mode 4', { accessMode: 4 }],
    ['access mode 5', { accessMode: 5 }],
    ['an application user', { applicationId: 'app' }],
    ['a soft-deleted row', { isDeleted: true }],
    ['a row whose Entra user is gone', { existsInEntra: false }],
    ['a set-up user', { isSetup: true }],
    ['a C2 user', { managedType: 1 }],
    ['a stub user', { managedType: 2 }],
    ['an agentic user', { managedType: 3 }],
  ])('%s is not listed', async (_, about) => {
    expect(await judge(run({}, { users: [{ id: 'row-ada', roles: ['agent'], ...about }] }))).toEqual([])
  })

  it.each([0, 4, null])('system managed type %s is a person', async (managedType) => {
    expect(await judge(run({}, { users: [{ id: 'row-ada', roles: ['agent'], managedType }] }))).toHaveLength(1)
  })

  it('a shared account is not judged as a person', async () => {
    expect(await judge(run(), practiceLists({}, { 'ada@contoso.example': { shared: true } }))).toEqual([])
  })

  it.each<[string, Partial<RunLiteral>, Partial<UserLiteral>]>([
    ['disabled in Dataverse', {}, { isDisabled: true }],
    ['disabled in Entra', { people: [person('ada', ['sku-office'], { accountEnabled: false })] }, {}],
    ['no live license of any kind', { people: [person('ada', [])] }, {}],
  ])('%s is latent, for information', async (latent, about, row) => {
    const draft = only(await judge(run(about, { users: [{ id: 'row-ada', roles: ['agent'], ...row }] })))

    expect(draft).toMatchObject({ severity: 'info', evidence: { latent } })
    expect(draft.detail.toLowerCase()).toContain(latent.toLowerCase())
    expect(draft.evidence.tables).toMatchObject([{ table: 'incident', depth: 'global' }])
  })

  it('several reasons of latency are all said', async () => {
    const literal = run(
      { people: [person('ada', [], { accountEnabled: false })] },
      { users: [{ id: 'row-ada', roles: ['agent'], isDisabled: true }] },
    )

    expect(only(await judge(literal)).evidence.latent).toBe(
      'disabled in Dataverse; disabled in Entra; no live license of any kind',
    )
  })

  it('an account whose state in Entra is not known is not called disabled', async () => {
    expect(only(await judge(run({ people: [person('ada', ['sku-office'], { accountEnabled: null })] })))).toMatchObject(
      {
        severity: 'medium',
        evidence: { latent: null },
      },
    )
  })

  it('without an Entra object: for information, by the id of the Dataverse row', async () => {
    const users = [{ id: 'row-1', entraId: null, name: 'Old user', upn: null, roles: ['agent'] }]

    const draft = only(await judge(run({}, { users })))

    expect(draft).toMatchObject({
      severity: 'info',
      subject: { kind: 'user', id: 'row-1', name: 'Old user', upn: null },
      evidence: { latent: null },
    })
    expect(draft.detail).toContain('no Entra object')
    expect(draft.detail).toContain('No license is assigned.')
  })

  it('an object id that Entra does not know is without an Entra object, if all users were read', async () => {
    const users = [{ id: 'row-1', entraId: 'gone', name: null, upn: null, roles: ['agent'] }]

    expect(only(await judge(run({}, { users })))).toMatchObject({
      severity: 'info',
      subject: { id: 'row-1', name: 'row-1' },
    })
    expect(await judge(run({ states: { 'graph/users': 'partial' } }, { users }))).toEqual([])
  })

  it('two live rows of one person are one finding, latent only if both are disabled', async () => {
    const users = [
      { id: 'row-1', entraId: 'ada', isDisabled: true, roles: ['agent'] },
      { id: 'row-2', entraId: 'ada', roles: ['planner'] },
    ]
    const roles = [role('agent', { incident: { create: 'basic' } }), role('planner', { incident: { delete: 'basic' } })]

    expect(listed(await judge(run({}, { users, roles })))).toEqual([['ada', 'low', 'incident create+delete basic']])
    expect(
      only(await judge(run({}, { users: users.map((user) => ({ ...user, isDisabled: true })), roles }))).severity,
    ).toBe('info')
  })
})

describe('guests', () => {
  const guest = { people: [person('ada', ['sku-office'], { userType: 'guest' })] }

  it('are judged as everybody, at most low, with the sentence on external users', async () => {
    const draft = only(await judge(run(guest)))

    expect(draft.severity).toBe('low')
    expect(draft.detail).toContain(
      "an external user in the guide's sense needs no license, but may not use the internal interfaces",
    )
    expect(draft.clauses).toContain('external-users')
  })

  it('whom the operator calls internal lose the cap', async () => {
    const draft = only(await judge(run(guest), practiceLists({}, { 'ada@contoso.example': { external: false } })))

    expect(draft.severity).toBe('medium')
    expect(draft.detail).not.toContain('guest')
  })

  it('keep a grade below the cap', async () => {
    expect(only(await judge(run({ people: [person('ada', [], { userType: 'guest' })] }))).severity).toBe('info')
  })
})

describe('Entra group teams', () => {
  const people = [
    person('member', ['sku-office']),
    person('guest', ['sku-office'], { userType: 'guest' }),
    person('owner', ['sku-office']),
    person('guestowner', ['sku-office'], { userType: 'guest' }),
    person('nested', ['sku-office']),
  ]
  const groups = [
    { id: 'group', name: 'Helpdesk', direct: ['member', 'guest'], nested: ['nested'], owners: ['owner', 'guestowner'] },
  ]
  const team = {
    id: 'team',
    name: 'Helpdesk team',
    kind: 'entra-security',
    groupId: 'group',
    roles: ['agent'],
  } as const

  it.each([
    ['members-and-guests', ['guest', 'member', 'nested']],
    ['members', ['member', 'nested']],
    ['owners', ['owner']],
    ['guests', ['guest']],
  ] as const)('membership type %s takes in %j', async (membership, expected) => {
    const teams = [{ ...team, roles: ['agent'], membership }]

    const drafts = await judge(run({ people, groups }, { users: [], teams }))

    expect(drafts.map(({ subject }) => subject.id).toSorted()).toEqual(expected)
  })

  it('name team and group in the path, and need no row in Dataverse', async () => {
    const teams = [{ ...team, kind: 'entra-m365' as const, roles: ['agent'], membership: 'members' as const }]
    const drafts = await judge(run({ people, groups }, { users: [], teams }))
    const member = only(drafts.filter(({ subject }) => subject.id === 'member'))

    expect(member).toMatchObject({ severity: 'medium', subject: { name: 'Member', upn: 'member@contoso.example' } })
    expect(member.evidence.tables[0]?.paths).toEqual([
      {
        role: 'Agent',
        roleId: 'agent',
        team: 'Helpdesk team',
        teamKind: 'entra-m365',
        group: { id: 'group', name: 'Helpdesk', via: 'direct' },
        operations: ['create', 'update', 'delete'],
        depth: 'global',
      },
    ])
    expect(member.sources.map(({ source }) => source)).toEqual([
      'dataverse/security',
      'graph/users',
      'graph/subscribed-skus',
      'graph/groups',
    ])
  })

  it('nested-only members are at most low, by a path marked nested, unverified', async () => {
    const drafts = await judge(run({ people, groups }, { users: [], teams: [{ ...team, roles: ['agent'] }] }))
    const nested = only(drafts.filter(({ subject }) => subject.id === 'nested'))

    expect(nested.severity).toBe('low')
    expect(paths(nested)).toEqual(['Agent via Helpdesk team nested: create+update+delete global'])
    expect(nested.detail).toContain('Nested membership of Helpdesk is unverified')
  })

  it('what comes by nesting alone is listed beside direct access, and grades at most low', async () => {
    const roles = [
      role('agent', { incident: { create: 'basic' } }),
      role('planner', { incident: { delete: 'global' }, sla: { create: 'global' } }),
    ]
    const users = [{ id: 'row-nested', roles: ['agent'] }]
    const teams = [{ ...team, roles: ['planner'] }]

    const drafts = await judge(run({ people, groups }, { tables: ['incident', 'sla'], users, roles, teams }))

    expect(listed(drafts.filter(({ subject }) => subject.id === 'nested'))).toEqual([
      ['nested', 'low', 'incident create+delete global, sla create global'],
    ])
  })

  it('direct access beyond own rows keeps its grade beside nested access', async () => {
    const users = [{ id: 'row-nested', roles: ['agent'] }]
    const drafts = await judge(run({ people, groups }, { users, teams: [{ ...team, roles: ['agent'] }] }))

    expect(only(drafts.filter(({ subject }) => subject.id === 'nested')).severity).toBe('medium')
  })

  it.each<[string, Partial<UserLiteral>, number]>([
    ['access mode', { accessMode: 4 }, 0],
    ['deleted', { isDeleted: true }, 0],
    ['disabled', { isDisabled: true }, 1],
  ])('who exists in Dataverse is judged by that row too: %s', async (_, about, count) => {
    const teams = [{ ...team, roles: ['agent'], membership: 'members' as const }]
    const users = [{ id: 'row-member', ...about }]

    const drafts = await judge(run({ people, groups }, { users, teams }))
    const member = drafts.filter(({ subject }) => subject.id === 'member')

    expect(member.map(({ severity }) => severity)).toEqual(count === 0 ? [] : ['info'])
  })

  it('stored members of a group team count for nothing: the group decides', async () => {
    const teams = [{ ...team, roles: ['agent'], membership: 'guests' as const, members: ['row-ada'] }]
    const drafts = await judge(
      run({ people: [...people, person('ada', ['sku-office'])], groups }, { users: [{ id: 'row-ada' }], teams }),
    )

    expect(drafts.map(({ subject }) => subject.id)).toEqual(['guest'])
  })

  it('a group that is deleted or unreadable gives nobody anything, nor does a team without a group', async () => {
    const teams = [
      { ...team, id: 't1', groupId: 'deleted', roles: ['agent'] },
      { ...team, id: 't2', groupId: 'unknown', roles: ['agent'] },
      { ...team, id: 't3', groupId: null, roles: ['agent'] },
    ]

    expect(await judge(run({ people, groups: [{ id: 'deleted', state: 'missing' }] }, { users: [], teams }))).toEqual(
      [],
    )
  })

  it('members who could not be read are not judged', async () => {
    const teams = [{ ...team, roles: ['agent'] }]

    expect(await judge(run({ people: [], groups }, { users: [], teams }))).toEqual([])
  })
})

const gated = (
  gate: { direct?: string[]; nested?: string[]; owners?: string[] },
  environment: Partial<EnvironmentLiteral>,
) =>
  judge(
    run(
      {
        groups: [
          { id: 'gate', ...gate },
          { id: 'group', direct: ['ada'] },
        ],
      },
      { securityGroupId: 'gate', ...environment },
    ),
  )

describe("the environment's security group", () => {
  it('lets direct and nested members in', async () => {
    expect(only(await gated({ direct: ['ada'] }, {})).severity).toBe('medium')
    expect(only(await gated({ nested: ['ada'] }, {})).severity).toBe('medium')
  })

  it('a user outside with a direct role is listed for information, by the direct roles only', async () => {
    const teams = [{ id: 'team', roles: ['agent'], members: ['row-ada'] }]

    const draft = only(await gated({ owners: ['ada'] }, { teams }))

    expect(draft.severity).toBe('info')
    expect(paths(draft)).toEqual(['Agent: create+update+delete global'])
    expect(draft.detail).toContain('outside the security group')
  })

  it('who is outside and has only team roles is not listed', async () => {
    const users = [{ id: 'row-ada' }]
    const owner = [{ id: 'team', roles: ['agent'], members: ['row-ada'] }]
    const entra = [{ id: 'team', kind: 'entra-security' as const, groupId: 'group', roles: ['agent'] }]

    expect(await gated({}, { users, teams: owner })).toEqual([])
    expect(await gated({}, { users, teams: entra })).toEqual([])
  })

  it('who is outside and directly writes licensed tables only is not listed', async () => {
    const literal = run(
      { people: [person('ada', ['sku-enterprise'])], groups: [{ id: 'gate' }] },
      { securityGroupId: 'gate' },
    )

    expect(await judge(literal)).toEqual([])
  })

  it('a person without an Entra object is outside of every group', async () => {
    const users = [{ id: 'row-1', entraId: null, roles: ['agent'] }]

    expect(only(await gated({}, { users }))).toMatchObject({ severity: 'info', subject: { id: 'row-1' } })
    expect(await gated({}, { users: [{ id: 'row-1', entraId: null }] })).toEqual([])
  })

  it.each(['missing', 'unreadable'] as const)(
    'that is %s holds nobody back, and the finding says so',
    async (state) => {
      const draft = only(await judge(run({ groups: [{ id: 'gate', state }] }, { securityGroupId: 'gate' })))

      expect(draft.severity).toBe('medium')
      expect(draft.detail).toContain('The security group of Production could not be read, so it holds nobody back here')
    },
  )

  it('that the run does not hold holds nobody back either', async () => {
    expect(only(await judge(run({}, { securityGroupId: 'gate' }))).severity).toBe('medium')
  })
})

describe('who is licensed', () => {
  it('a limited license lists the tables of its family for information: limited license: review', async () => {
    const environment = {
      tables: ['msdyn_workorder', 'sla'],
      roles: [role('agent', { msdyn_workorder: all('global'), sla: { create: 'basic' } })],
    }
    const contractor = { people: [person('ada', ['sku-contractor'])] }

    const both = only(await judge(run(contractor, environment)))
    const alone = only(await judge(run(contractor, { ...environment, tables: ['msdyn_workorder'] })))

    expect(both.severity).toBe('low')
    expect(alone.severity).toBe('info')
    expect(alone.detail).toContain('limited license: review')
    expect(alone.remedies.at(-1)).toMatchObject({ kind: 'review' })
  })

  it('a trial licenses, and the text says trial', async () => {
    const environment = {
      tables: ['incident', 'goal'],
      roles: [role('agent', { incident: all('global'), goal: all('global') })],
    }

    const draft = only(await judge(run({ people: [person('ada', ['sku-trial'])] }, environment)))

    expect(listed([draft])).toEqual([['ada', 'info', 'goal create+update+delete global']])
    expect(draft.detail).toContain('Licenses looked at: CS_TRIAL (trial).')
  })

  it('a license whose plans are off is looked at, and is no live one', async () => {
    const off = person('ada', [], {
      assignedLicenses: [{ skuId: 'sku-enterprise', disabledPlans: ['plan-customer_service_enterprise'] }],
    })

    const draft = only(await judge(run({ people: [off] })))

    expect(draft).toMatchObject({ severity: 'info', evidence: { latent: 'no live license of any kind' } })
    expect(draft.detail).toContain('CS_ENTERPRISE (not live, origin unknown)')
  })

  it('the operator can give a SKU families, or have it ignored', async () => {
    const gives = practiceLists({ 'sku-office': { ignore: false, families: ['customer_service_enterprise'] } })
    const ignores = practiceLists({ 'sku-enterprise': { ignore: true, families: null } })

    expect(await judge(run(), gives)).toEqual([])
    expect(only(await judge(run({ people: [person('ada', ['sku-enterprise'])] }), ignores)).severity).toBe('medium')
  })
})

describe('the case exception', () => {
  const holder = { people: [person('ada', ['sku-power-apps'])] }
  const cases = (grants: Partial<Record<Operation, Depth>>) =>
    judge(run(holder, { roles: [role('agent', { incident: grants })] }))

  it.each<Depth>(['basic', 'local', 'deep', 'global'])('create at %s depth is no finding', async (depth) => {
    expect(await cases({ create: depth })).toEqual([])
  })

  it('update and delete of own rows are none', async () => {
    expect(await cases(all('basic'))).toEqual([])
  })

  it.each<Depth>(['local', 'deep', 'global'])('update and delete at %s depth are, without create', async (depth) => {
    const draft = only(await cases(all(depth)))

    expect(listed([draft])).toEqual([['ada', 'medium', `incident update+delete ${depth}`]])
    expect(paths(draft)).toEqual([`Agent: update+delete ${depth}`])
    expect(draft.detail).toContain(
      'Own means here rows that the user owns (Basic depth); the page speaks of rows that the user created.',
    )
    expect(draft.clauses).toContain('case-exception')
  })

  it('only roles that give an operation at a depth at which it is a finding are paths', async () => {
    const roles = [
      role('own', { incident: all('basic') }),
      role('planner', { incident: { create: 'global', update: 'basic', delete: 'local' } }),
    ]
    const users = [{ id: 'row-ada', roles: ['own', 'planner'] }]

    expect(paths(only(await judge(run(holder, { roles, users }))))).toEqual(['Planner: delete local'])
  })

  it('is on incident only', async () => {
    const environment = { tables: ['sla'], roles: [role('agent', { sla: all('basic') })] }

    expect(only(await judge(run(holder, environment))).severity).toBe('low')
  })

  it('counts no plan seeded into another SKU', async () => {
    const seeded = [{ ...skus.office, servicePlans: [{ id: 'plan-power_apps', name: 'POWERAPPS_PER_USER' }] }]

    expect(
      only(await judge(run({ skus: seeded }, { roles: [role('agent', { incident: all('basic') })] }))).severity,
    ).toBe('low')
  })
})

describe('Team Members', () => {
  const holder = { people: [person('ada', ['sku-team-members'])] }

  it.each(['incident', 'msdyn_workorder'])('own rows of %s are no finding, above Basic they are', async (table) => {
    const at = (depth: Depth) =>
      judge(run(holder, { tables: [table], roles: [role('agent', { [table]: all(depth) })] }))
    const beyond = only(await at('local'))

    expect(await at('basic')).toEqual([])
    expect(listed([beyond])).toEqual([['ada', 'medium', `${table} create+update+delete local`]])
    expect(beyond.detail).toContain('the page speaks of rows that the user created')
    expect(beyond.clauses).toContain('team-members')
  })

  it('own rows of other tables are', async () => {
    const environment = { tables: ['sla'], roles: [role('agent', { sla: all('basic') })] }

    expect(only(await judge(run(holder, environment))).severity).toBe('low')
  })

  it('together with Power Apps either exception frees', async () => {
    const both = { people: [person('ada', ['sku-team-members', 'sku-power-apps'])] }
    const roles = [role('agent', { incident: { create: 'global', update: 'basic', delete: 'deep' } })]

    expect(listed(await judge(run(both, { roles })))).toEqual([['ada', 'medium', 'incident delete deep']])
  })
})

describe('goal, and the second list', () => {
  const goals = { tables: ['goal'], roles: [role('agent', { goal: all('global') })] }

  it.each(['sku-enterprise', 'sku-professional'])('a goal is listed and info with %s', async (held) => {
    const draft = only(await judge(run({ people: [person('ada', [held])] }, goals)))

    expect(draft.severity).toBe('info')
    expect(draft.detail).toContain('For Goal a later report')
    expect(draft.clauses).toContain('goal-later-report')
  })

  it('a goal is a finding as any table without one, and none with Sales', async () => {
    expect(only(await judge(run({}, goals))).severity).toBe('medium')
    expect(await judge(run({ people: [person('ada', ['sku-sales'])] }, goals))).toEqual([])
  })

  it('tables of the second list are at most low, with the list named', async () => {
    const environment = { tables: ['msdyn_agreement'], roles: [role('agent', { msdyn_agreement: all('global') })] }

    const draft = only(await judge(run({}, environment)))

    expect(draft.severity).toBe('low')
    expect(draft.detail).toContain("the Field Service solution checker's list only")
    expect(draft.clauses).toContain('field-service-list')
    expect(await judge(run({ people: [person('ada', ['sku-field-service'])] }, environment))).toEqual([])
  })
})

describe('administrators', () => {
  const administrator = role('chef', {}, { name: 'Systemadministrator', templateId: administratorTemplate })
  const administered = (about: Partial<RunLiteral> = {}, environment: Partial<EnvironmentLiteral> = {}) =>
    judge(run(about, { roles: [administrator], users: [{ id: 'row-ada', roles: ['chef'] }], ...environment }))

  it('are known by the template, listed for information, without tables', async () => {
    const draft = only(await administered())

    expect(draft).toMatchObject({
      severity: 'info',
      title: 'Ada administers Production and can write 1 restricted table without a matching license',
      evidence: { administrator: true, latent: null, tables: [] },
    })
    expect(draft.detail).toContain(
      'Holds the role *Systemadministrator* directly, which is System Administrator and can write every table. Administration needs no license',
    )
    expect(draft.clauses).toContain('administrators')
    expect(draft.remedies).toMatchObject([{ kind: 'review' }])
  })

  it('the name of the role says nothing', async () => {
    const roles = [role('x', { incident: { create: 'basic' } }, { name: 'System Administrator' })]

    expect(only(await judge(run({}, { roles, users: [{ id: 'row-ada', roles: ['x'] }] }))).evidence.administrator).toBe(
      false,
    )
  })

  it('a copy of the role is the role, with or without a template of its own', async () => {
    const copy = role('copy', {}, { rootId: 'chef' })

    const draft = only(
      await administered({}, { roles: [administrator, copy], users: [{ id: 'row-ada', roles: ['copy'] }] }),
    )

    expect(draft.evidence.administrator).toBe(true)
  })

  it('through a team too', async () => {
    const teams = [{ id: 'team', roles: ['chef'], members: ['row-ada'] }]

    const draft = only(await administered({}, { users: [{ id: 'row-ada' }], teams }))

    expect(draft.evidence.administrator).toBe(true)
    expect(draft.detail).toContain('Holds the role *Systemadministrator* through the team *team*, which')
  })

  it('through a nested group too, which the text calls unverified', async () => {
    const groups = [{ id: 'group', nested: ['ada'] }]
    const teams = [{ id: 'team', kind: 'entra-security' as const, groupId: 'group', roles: ['chef'] }]

    const draft = only(await administered({ groups }, { users: [{ id: 'row-ada' }], teams }))

    expect(draft).toMatchObject({ severity: 'info', evidence: { administrator: true } })
    expect(draft.detail).toContain('by nested membership (unverified)')
  })

  it('who are licensed for every installed table are no finding', async () => {
    expect(await administered({ people: [person('ada', ['sku-enterprise'])] })).toEqual([])
    expect(await administered({}, { tables: ['account'] })).toEqual([])
  })

  it('are a finding where an exception covers own rows only, or a goal is accepted with a note', async () => {
    expect(await administered({ people: [person('ada', ['sku-power-apps'])] })).toHaveLength(1)
    expect(await administered({ people: [person('ada', ['sku-enterprise'])] }, { tables: ['goal'] })).toHaveLength(1)
  })

  it('outside the security group count with a direct role only', async () => {
    const gate = { groups: [{ id: 'gate' }] }
    const teams = [{ id: 'team', roles: ['chef'], members: ['row-ada'] }]

    expect(only(await administered(gate, { securityGroupId: 'gate' })).evidence.administrator).toBe(true)
    expect(await administered(gate, { securityGroupId: 'gate', users: [{ id: 'row-ada' }], teams })).toEqual([])
  })

  it('who are latent too are still administrators', async () => {
    expect(only(await administered({ people: [person('ada', [])] }))).toMatchObject({
      severity: 'info',
      evidence: { administrator: true, latent: 'no live license of any kind' },
    })
  })
})

describe('journey', () => {
  const installed = { tables: ['msdynmkt_journey', 'msdyncrm_customerjourney'], users: [] }

  it('is one finding for the environment, likely restricted, with the installed candidates', async () => {
    const draft = only(await judge(run({}, installed)))

    expect(draft).toMatchObject({
      severity: 'info',
      subject: { kind: 'environment', id: 'env-1', name: 'Production', upn: null },
      evidence: { administrator: false, latent: null, observedWindow: null },
    })
    expect(draft.evidence.tables).toEqual(
      ['msdyncrm_customerjourney', 'msdynmkt_journey'].map((table) => ({
        table,
        operations: ['create', 'update', 'delete'],
        depth: null,
        requires: ['customer_insights_journeys', 'legacy_plan'],
        paths: [],
        observed: null,
      })),
    )
    expect(draft).toMatchObject({
      title:
        'People in Production can write msdyncrm_customerjourney and msdynmkt_journey, likely restricted, and the tenant holds no license for journeys',
      detail:
        'The list names Journey without a table that exists under this name: msdyncrm_customerjourney and msdynmkt_journey is likely restricted. It is licensed per tenant (customer_insights_journeys or the old plan), and the tenant holds no counted unit.',
      remedies: [
        {
          text: 'Check whether journeys are used in Production, and which of customer_insights_journeys or the old plan is held.',
          kind: 'review',
          target: null,
        },
      ],
      clauses: ['restricted-tables', 'restricted-tables-page'],
    })
    expect(draft.sources.map(({ source }) => source)).toEqual(['dataverse/security', 'graph/subscribed-skus'])
  })

  it('is none where the tenant holds one counted unit, or no candidate is installed', async () => {
    expect(await judge(run({ skus: [skus.journeys] }, installed))).toEqual([])
    expect(await judge(run({}, { ...installed, tables: ['incident'] }))).toEqual([])
  })
})

const sourcesOf = async (literal: RunLiteral) => only(await judge(literal)).sources.map(({ source }) => source)

describe('remedies and sources', () => {
  it('name the licenses that cover most, then each role by its way', async () => {
    const draft = only(
      await judge(
        run(
          {},
          {
            tables: ['incident', 'sla', 'msdyn_workorder'],
            roles: [
              role('agent', { incident: all('global'), sla: { delete: 'local' } }),
              role('planner', { msdyn_workorder: { create: 'local' } }),
            ],
            teams: [{ id: 'team', name: 'Field', roles: ['planner'], members: ['row-ada'] }],
          },
        ),
      ),
    )

    expect(draft.remedies).toEqual([
      {
        text: 'Assign Customer Service Enterprise: it licenses Case and SLA.',
        kind: 'assign-license',
        target: 'customer_service_enterprise',
      },
      { text: 'Assign Field Service: it licenses Work order.', kind: 'assign-license', target: 'field_service' },
      {
        text: 'Remove the role *Agent* from the user, or take create, update and delete of incident and delete of sla out of the role *Agent*.',
        kind: 'remove-role',
        target: 'agent',
      },
      {
        text: 'Remove the user from the team *Field*, which holds the role *Planner*, or take create of msdyn_workorder out of the role *Planner*.',
        kind: 'remove-role',
        target: 'planner',
      },
    ])
  })

  const ungated = ['dataverse/security', 'graph/users', 'graph/subscribed-skus']

  it('cite the groups where one gates the environment, or where one gives a role', async () => {
    const team = { id: 'team', kind: 'entra-security' as const, groupId: 'group', roles: ['agent'] }
    const groups = [{ id: 'group', direct: ['ada'] }]

    expect(await sourcesOf(run())).toEqual(ungated)
    expect(await sourcesOf(run({ groups }, { securityGroupId: 'group' }))).toEqual([...ungated, 'graph/groups'])
    expect(await sourcesOf(run({ groups }, { teams: [team] }))).toEqual([...ungated, 'graph/groups'])
  })

  it('cite the groups for those alone whose role comes by one', async () => {
    const team = { id: 'team', kind: 'entra-security' as const, groupId: 'group', roles: ['agent'] }
    const people = [person('ada', ['sku-office']), person('bob', ['sku-office'])]
    const drafts = await judge(run({ people, groups: [{ id: 'group', direct: ['bob'] }] }, { teams: [team] }))

    expect(drafts.map(({ subject, sources }) => [subject.id, sources.length])).toEqual([
      ['ada', 3],
      ['bob', 4],
    ])
  })

  it('cite the two clauses of restricted tables, and no more without a reason', async () => {
    const both = { tables: ['incident', 'msdyn_agreement'], roles: [role('agent', { incident: all('global') })] }

    expect(only(await judge(run())).clauses).toEqual(['restricted-tables', 'restricted-tables-page'])
    expect(only(await judge(run({}, both))).clauses).toEqual(['restricted-tables', 'restricted-tables-page'])
  })

  it('do not speak of the security group where it was read', async () => {
    const inside = run({ groups: [{ id: 'gate', direct: ['ada'] }] }, { securityGroupId: 'gate' })

    expect(only(await judge(inside)).detail).not.toContain('security group')
    expect(only(await judge(run())).detail).not.toContain('security group')
  })

  it('cite the requests of the run', async () => {
    expect(only(await judge(run())).sources[0]).toEqual({
      source: 'dataverse/security',
      request: 'GET dataverse/security',
      at: '2026-11-24T03:00:00Z',
      requestId: 'request-1',
    })
  })
})

describe('where the rule applies', () => {
  it.each<[string[], boolean]>([
    [[], false],
    [['account'], false],
    [['account', 'incident'], true],
    [['incident', 'sla'], true],
    [['msdyn_agreement'], true],
    [['account', 'msdynmkt_journey'], true],
  ])('to %j: %s', async (tables, applies) => {
    const { facts, tenant } = await factsOf(run({}, { tables }))

    expect(restrictedTableWrite.appliesTo(facts, tenant)).toBe(applies)
  })
})
