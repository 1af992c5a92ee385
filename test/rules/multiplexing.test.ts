/** The rule of multiplexing: which accounts count, which are left out, what they can write and what they were seen to write. */
import { describe, expect, it } from 'vitest'
import type { Depth, Operation } from '../../src/model/security.ts'
import { applicationIds, practiceLists } from '../access/practice-lists.ts'
import { onlyDraft, verdictOf } from '../access/practice-rules.ts'
import {
  person,
  type EnvironmentLiteral,
  type RoleLiteral,
  type RunLiteral,
  type UserLiteral,
} from '../access/practice-run.ts'

const rule = 'multiplexing'
const administratorTemplate = '627090ff-40a3-4053-8790-584edc5be201'
const all = (depth: Depth): Record<Operation, Depth> => ({ create: depth, update: depth, delete: depth })
const writer: RoleLiteral = { id: 'writer', name: 'Integration', grants: { incident: { create: 'global' } } }
const application: UserLiteral = {
  id: 'row-app',
  entraId: null,
  name: 'Shop',
  roles: ['writer'],
  applicationId: 'app',
  accessMode: 4,
}

/** One application user that creates cases; tests change what they are about. */
const run = (
  users: UserLiteral[] = [application],
  environment: Partial<EnvironmentLiteral> = {},
  about: Partial<RunLiteral> = {},
): RunLiteral => ({
  people: [person('bob', ['sku-enterprise'])],
  environments: [{ tables: ['incident'], roles: [writer], users, ...environment }],
  ...about,
})

describe('an application user', () => {
  it('is a finding by its application id, with what it can write and what mends it', async () => {
    const verdict = await verdictOf(rule, run())

    expect(verdict).toMatchObject({ outcome: 'fail', reason: null })
    expect(onlyDraft(verdict)).toMatchObject({
      severity: 'medium',
      subject: { kind: 'application', id: 'app', name: 'Shop', upn: null },
      environment: { id: 'env-1', name: 'Production' },
      title: 'The application Shop can create Case (incident) in Production in place of people who need a license',
      detail:
        'Holds *Integration* directly. Can write: create on Case (incident), at most all rows (Global). It is an application user: no person signs in as it. Whoever uses the product through the account, directly or indirectly, needs a license for these tables; who that is no API says.',
      evidence: {
        accountKind: 'application',
        accessMode: 4,
        applicationId: 'app',
        dualWrite: false,
        tables: [
          {
            table: 'incident',
            operations: ['create'],
            depth: 'global',
            paths: [
              {
                role: 'Integration',
                roleId: 'writer',
                team: null,
                teamKind: null,
                group: null,
                operations: ['create'],
                depth: 'global',
              },
            ],
            observed: null,
          },
        ],
      },
      remedies: [
        {
          text: 'Find out who works through Shop, and license each of them (Customer Service Enterprise or Customer Service Professional).',
          kind: 'review',
          target: null,
        },
        { text: 'Remove the role *Integration* from the account.', kind: 'remove-role', target: 'writer' },
      ],
      clauses: ['multiplexing', 'restricted-tables', 'restricted-tables-page'],
    })
    expect(onlyDraft(verdict).evidence).not.toHaveProperty('tables.0.requires')
    expect(onlyDraft(verdict).sources.map(({ source }) => source)).toEqual(['dataverse/security'])
  })

  it('is not gated by the security group, of which it is no member', async () => {
    const gated = run([application], { securityGroupId: 'gate' }, { groups: [{ id: 'gate', direct: [] }] })

    expect((await verdictOf(rule, gated)).drafts).toHaveLength(1)
  })

  it('that administers lists every installed table with all operations, global', async () => {
    const administrator = { id: 'chief', name: 'System Administrator', templateId: administratorTemplate }
    const verdict = await verdictOf(
      rule,
      run([{ ...application, roles: ['chief'] }], { tables: ['sla', 'incident', 'account'], roles: [administrator] }),
    )

    const everything = { operations: ['create', 'update', 'delete'], depth: 'global' }
    expect(onlyDraft(verdict)).toMatchObject({
      title: 'The application Shop can write 2 restricted tables in Production in place of people who need a license',
      evidence: {
        tables: [
          { table: 'incident', ...everything, paths: [{ role: 'System Administrator', ...everything }] },
          { table: 'sla', ...everything },
        ],
      },
    })
  })

  it('that writes a table of the second list says whose list it is', async () => {
    const environment = {
      tables: ['msdyn_agreement'],
      roles: [{ ...writer, grants: { msdyn_agreement: { delete: 'local' as const } } }],
    }

    expect(onlyDraft(await verdictOf(rule, run([application], environment)))).toMatchObject({
      severity: 'medium',
      title: 'The application Shop can delete msdyn_agreement in Production in place of people who need a license',
      clauses: ['multiplexing', 'restricted-tables', 'restricted-tables-page', 'field-service-list'],
    })
  })

  it('that writes tables of both lists names the second list too', async () => {
    const grants = { incident: all('local'), msdyn_agreement: all('local') }
    const environment = { tables: ['incident', 'msdyn_agreement'], roles: [{ ...writer, grants }] }

    expect(onlyDraft(await verdictOf(rule, run([application], environment))).clauses).toContain('field-service-list')
  })

  it('of dual-write stays in, though it is one of Microsoft, and the people it writes for are named', async () => {
    const dualWrite = { ...application, name: '# Dual-write', applicationId: applicationIds.dualWrite }
    const verdict = await verdictOf(rule, run([dualWrite]))

    expect(onlyDraft(verdict)).toMatchObject({
      title:
        'Dual-write, as the application # Dual-write, can create Case (incident) in Production in place of people who need a license',
      detail: expect.stringContaining('what people do in finance and operations is written by it'),
      evidence: { dualWrite: true, accountKind: 'application' },
    })
    expect(onlyDraft(verdict).clauses).toContain('dual-write')
  })
})

describe("Microsoft's own", () => {
  it('are left out and counted: application ids, set-up and platform users that can write', async () => {
    const users = [
      { ...application, id: 'row-1', applicationId: applicationIds.microsoft },
      { ...application, id: 'row-2', applicationId: 'app-2', isSetup: true },
      { ...application, id: 'row-3', applicationId: null, managedType: 2 },
      { ...application, id: 'row-4', applicationId: applicationIds.microsoft, roles: [] },
      { ...application, id: 'row-5', applicationId: applicationIds.microsoft, isDisabled: true },
    ]

    expect(await verdictOf(rule, run(users))).toEqual({
      outcome: 'pass',
      reason: "Production: 3 accounts of Microsoft's own left out, which can write as well.",
      drafts: [],
    })
  })
})

describe('an agent', () => {
  const agent: UserLiteral = { ...application, applicationId: null, accessMode: 0, managedType: 3, name: 'Copilot' }

  it('without an application id is a user, by its Entra object id', async () => {
    expect(onlyDraft(await verdictOf(rule, run([{ ...agent, entraId: 'agent-user' }])))).toMatchObject({
      subject: { kind: 'user', id: 'agent-user', name: 'Copilot' },
      title: 'The agent Copilot can create Case (incident) in Production in place of people who need a license',
      detail: expect.stringContaining('It is an agent: a program that signs in as a user of its own.'),
      evidence: { accountKind: 'application', accessMode: 0, applicationId: null },
    })
  })

  it('with an application id is an application', async () => {
    expect(onlyDraft(await verdictOf(rule, run([{ ...agent, applicationId: 'app' }]))).subject).toMatchObject({
      kind: 'application',
      id: 'app',
    })
  })
})

const robot: UserLiteral = { id: 'row-bob', roles: ['writer'], accessMode: 4 }
const gatedRobot = (state: 'read' | 'unreadable', direct: string[] = []): RunLiteral =>
  run([robot], { securityGroupId: 'gate' }, { groups: [{ id: 'gate', state, direct }] })

const sourcesOf = async (literal: RunLiteral) =>
  onlyDraft(await verdictOf(rule, literal)).sources.map(({ source }) => source)

describe('a non-interactive account', () => {
  it('is a finding whatever license it holds, by its Entra object id', async () => {
    const verdict = await verdictOf(rule, run([robot]))

    expect(onlyDraft(verdict)).toMatchObject({
      subject: { kind: 'user', id: 'bob', name: 'Bob', upn: 'bob@contoso.example' },
      title:
        'The non-interactive account Bob can create Case (incident) in Production in place of people who need a license',
      evidence: { accountKind: 'non-interactive', accessMode: 4, applicationId: null, dualWrite: false },
    })
    expect(onlyDraft(verdict).sources.map(({ source }) => source)).toEqual(['dataverse/security', 'graph/users'])
  })

  it('without an Entra object goes by its row', async () => {
    expect(onlyDraft(await verdictOf(rule, run([{ ...robot, entraId: null }]))).subject.id).toBe('row-bob')
  })

  it('may come to the role by a group team', async () => {
    const teams = [{ id: 'team', name: 'Robots', kind: 'entra-security' as const, groupId: 'group', roles: ['writer'] }]
    const groups = [{ id: 'group', name: 'All robots', direct: ['bob'] }]
    const verdict = await verdictOf(rule, run([{ ...robot, roles: [] }], { teams }, { groups }))

    expect(onlyDraft(verdict).evidence).toMatchObject({
      tables: [{ paths: [{ team: 'Robots', teamKind: 'entra-security', group: { id: 'group', via: 'direct' } }] }],
    })
    expect(onlyDraft(verdict).remedies.at(-1)?.text).toBe(
      'Remove the account from the Entra group *All robots*, whose team *Robots* holds the role *Integration*.',
    )
  })

  it('outside the security group is none; where the group could not be read it holds nobody back', async () => {
    expect((await verdictOf(rule, gatedRobot('read'))).drafts).toEqual([])
    expect((await verdictOf(rule, gatedRobot('read', ['bob']))).drafts).toHaveLength(1)
    expect(onlyDraft(await verdictOf(rule, gatedRobot('unreadable'))).detail).toContain('could not be read')
  })

  it('hears of the security group where it could not be read only, and an application never', async () => {
    const unread = gatedRobot('unreadable')
    const users = [robot, { ...application, id: 'row-other' }]
    const environments = unread.environments.map((environment) => ({ ...environment, users }))
    const both = (await verdictOf(rule, { ...unread, environments })).drafts.map(
      ({ subject, detail }) => [subject.id, detail.includes('security group')] as const,
    )

    expect(onlyDraft(await verdictOf(rule, run([robot]))).detail).not.toContain('security group')
    expect(onlyDraft(await verdictOf(rule, gatedRobot('read', ['bob']))).detail).not.toContain('security group')
    expect(Object.fromEntries(both)).toEqual({ app: false, bob: true })
  })

  it('rests on the groups where one gates it, or where one gives it a role', async () => {
    const teams = [{ id: 'team', name: 'Robots', kind: 'entra-security' as const, groupId: 'group', roles: ['writer'] }]
    const groups = [{ id: 'group', direct: ['bob'] }]
    const ungated = ['dataverse/security', 'graph/users']

    expect(await sourcesOf(run([robot]))).toEqual(ungated)
    expect(await sourcesOf(gatedRobot('read', ['bob']))).toEqual([...ungated, 'graph/groups'])
    expect(await sourcesOf(run([robot], { teams }, { groups }))).toEqual([...ungated, 'graph/groups'])
    expect(await sourcesOf(run([application], { securityGroupId: 'group' }, { groups }))).toEqual([
      'dataverse/security',
    ])
  })

  it.each<[string, UserLiteral, Partial<RunLiteral>]>([
    ['disabled in Dataverse', { ...robot, isDisabled: true }, {}],
    ['disabled in Entra', robot, { people: [person('bob', [], { accountEnabled: false })] }],
    ['deleted', { ...robot, isDeleted: true }, {}],
    ['gone from Entra', { ...robot, existsInEntra: false }, {}],
    ['of another access mode', { ...robot, accessMode: 3 }, {}],
    ['without a role that writes', { ...robot, roles: [] }, {}],
  ])('%s is none', async (_, user, about) => {
    expect(await verdictOf(rule, run([user], {}, about))).toMatchObject({ outcome: 'pass', drafts: [] })
  })
})

describe('an account that several people share', () => {
  const lists = practiceLists({}, { 'bob@contoso.example': { shared: true } })
  const account: UserLiteral = { id: 'row-bob', roles: ['writer'] }

  it('is judged here by the word of the operator, and not as a person', async () => {
    expect((await verdictOf(rule, run([account]))).drafts).toEqual([])
    expect(onlyDraft(await verdictOf(rule, run([account]), lists))).toMatchObject({
      severity: 'medium',
      subject: { kind: 'user', id: 'bob', upn: 'bob@contoso.example' },
      title: 'The shared account Bob can create Case (incident) in Production in place of people who need a license',
      detail: expect.stringContaining('The file of people says that several people share it.'),
      evidence: { accountKind: 'shared', accessMode: 0, applicationId: null },
      remedies: [
        { kind: 'review' },
        { text: 'Give each person an account of their own.', kind: 'configure', target: null },
        { kind: 'remove-role' },
      ],
    })
    expect((await verdictOf('restricted-table-write', run([account]), lists)).drafts).toEqual([])
  })

  it('is one finding with all its rows, shared even where a row is non-interactive', async () => {
    const rows = [account, { ...account, id: 'row-2', entraId: 'bob', accessMode: 4 }]

    expect(onlyDraft(await verdictOf(rule, run(rows), lists)).evidence).toMatchObject({ accountKind: 'shared' })
  })

  it('is none while it is disabled or outside the security group', async () => {
    const gated = run([account], { securityGroupId: 'gate' }, { groups: [{ id: 'gate' }] })

    expect((await verdictOf(rule, run([{ ...account, isDisabled: true }]), lists)).drafts).toEqual([])
    expect((await verdictOf(rule, gated, lists)).drafts).toEqual([])
  })
})

describe('evidence of use', () => {
  const roles = [{ ...writer, grants: { incident: all('basic') } }]
  const seen = (operation: Operation): Partial<EnvironmentLiteral> => ({
    roles,
    evidence: {
      sources: { incident: 'audit' },
      writes: [{ userId: 'row-app', table: 'incident', operation, count: 7 }],
    },
  })

  it('of a write grades high, and the finding says what was done and when', async () => {
    const draft = onlyDraft(await verdictOf(rule, run([application], seen('update'))))

    expect(draft).toMatchObject({
      severity: 'high',
      title: 'The application Shop did update Case (incident) in Production in place of people who need a license',
      evidence: { tables: [{ observed: { create: 0, update: 7, delete: 0, last: '2026-11-20T09:00:00Z' } }] },
    })
    expect(draft.detail).toContain('Case (incident): 7 rows updated')
    expect(draft.sources.map(({ source }) => source)).toContain('dataverse/evidence')
  })

  it('of an operation that the account does not hold any more counts for nothing', async () => {
    const environment = { ...seen('delete'), roles: [writer] }

    expect(onlyDraft(await verdictOf(rule, run([application], environment))).severity).toBe('medium')
  })

  it('that is not to be had is not "no use"', async () => {
    const environment = { roles, evidence: { sources: { incident: null }, reasons: { incident: 'auditing is off' } } }
    const draft = onlyDraft(await verdictOf(rule, run([application], environment)))

    expect(draft.severity).toBe('medium')
    expect(draft.detail).toContain('no evidence available (auditing is off)')
  })

  it('on all of several tables says so', async () => {
    const grants = { incident: all('basic'), sla: all('basic') }
    const environment = {
      tables: ['incident', 'sla'],
      roles: [{ ...writer, grants }],
      evidence: {
        sources: { incident: 'audit' as const, sla: 'audit' as const },
        writes: [
          { userId: 'row-app', table: 'incident', operation: 'create' as const },
          { userId: 'row-app', table: 'sla', operation: 'delete' as const },
        ],
      },
    }

    expect(onlyDraft(await verdictOf(rule, run([application], environment))).title).toBe(
      'The application Shop did write 2 restricted tables in Production in place of people who need a license',
    )
  })

  it('on one of several tables is told apart', async () => {
    const environment = {
      ...seen('create'),
      tables: ['incident', 'sla'],
      roles: [{ ...writer, grants: { incident: all('basic'), sla: all('basic') } }],
    }

    expect(onlyDraft(await verdictOf(rule, run([application], environment))).title).toBe(
      'The application Shop did write 1 of 2 restricted tables in Production in place of people who need a license',
    )
  })
})

describe('what is not judged', () => {
  it('an environment without a restricted table is not applicable, administrators or not', async () => {
    const administrator = { id: 'writer', name: 'Chief', templateId: administratorTemplate }

    expect(await verdictOf(rule, run([application], { tables: [], roles: [administrator] }))).toEqual({
      outcome: 'not-applicable',
      reason: 'No environment that was read has a restricted table installed.',
      drafts: [],
    })
  })

  it('an environment that could not be read is not assessed', async () => {
    expect(
      await verdictOf(rule, run([application], {}, { states: { 'dataverse/security': 'not-assessed' } })),
    ).toMatchObject({ outcome: 'not-assessed', drafts: [] })
  })
})
