/** What the rules see of one environment: its groups, roles, apps and tables, and the ways by which people come to roles. */
import { describe, expect, it } from 'vitest'
import { readObserved } from '../../src/access/read-observed.ts'
import { finding, tableAccess } from '../findings/finding.ts'
import { factsOf } from './practice-lists.ts'
import { person, practiceRun, status, type EnvironmentLiteral, type RunLiteral } from './practice-run.ts'

const agent = { id: 'agent', name: 'Omnichannel agent', isManaged: true }
const writer = { id: 'writer', name: 'Writer', grants: { incident: { update: 'local' as const } } }
const team = { id: 'team', name: 'Desk', kind: 'entra-security' as const, groupId: 'group', roles: ['writer'] }
const run = (environment: Partial<EnvironmentLiteral>, about: Partial<RunLiteral> = {}): RunLiteral => ({
  people: [person('ada', []), person('gus', [], { userType: 'guest' })],
  environments: [{ tables: [], ...environment }],
  ...about,
})
const read = async (...about: Parameters<typeof run>) => (await factsOf(run(...about))).facts

const groupIds = async (environment: Partial<EnvironmentLiteral>) => (await read(environment)).groupIds

describe('groups', () => {
  it('are the one that gates, where there is anything to gate', async () => {
    expect(await groupIds({ securityGroupId: 'gate' })).toEqual([])
    expect(await groupIds({ securityGroupId: 'gate', tables: ['incident'] })).toEqual(['gate'])
    expect(await groupIds({ securityGroupId: 'gate', roles: [agent] })).toEqual(['gate'])
    expect(await groupIds({ tables: ['incident'], roles: [agent] })).toEqual([])
  })

  it('are those behind group teams that grant something, each once', async () => {
    const teams = [
      team,
      { ...team, id: 'team-2' },
      { ...team, id: 'owners', kind: 'owner' as const, groupId: 'other' },
      { ...team, id: 'access', kind: 'access' as const, groupId: 'other' },
      { ...team, id: 'idle', groupId: 'other', roles: [] },
      { ...team, id: 'reader', groupId: 'other', roles: ['reader'] },
      { ...team, id: 'lost', groupId: null },
    ]
    const roles = [writer, { id: 'reader', name: 'Reader' }]

    expect(await groupIds({ tables: ['incident'], roles, teams })).toEqual(['group'])
    expect(await groupIds({ tables: ['incident'], roles, teams, securityGroupId: 'gate' })).toEqual(['gate', 'group'])
  })
})

describe('people', () => {
  it('come to a role by membership of owner teams, and not of group teams or access teams', async () => {
    const kinds = ['owner', 'entra-security', 'access'] as const
    const held = await Promise.all(
      kinds.map(async (kind) => {
        const teams = [{ ...team, kind, groupId: null, members: ['row-ada'] }]
        const { candidates } = await read({ tables: ['incident'], roles: [writer], users: [{ id: 'row-ada' }], teams })
        return candidates.map(({ subject }) => subject.id)
      }),
    )

    expect(held).toEqual([['ada'], [], []])
  })

  it('come by one group once, however many teams of it there are, and each way is one object', async () => {
    const environment = { tables: ['incident'], roles: [writer], users: [{ id: 'row-ada' }], teams: [team] }
    const twice = { ...environment, teams: [{ ...team, roles: ['writer', 'writer'] }] }
    const groups = [{ id: 'group', direct: ['ada'] }]

    expect((await read(environment, { groups })).candidates).toMatchObject([{ ways: [{ group: { via: 'direct' } }] }])
    expect((await read(twice, { groups })).candidates.map(({ ways }) => ways.length)).toEqual([1])
  })

  it('who are guests with a role of an app are those in apps, by the ways of such roles', async () => {
    const roles = [writer, { id: 'seller', name: 'Seller' }]
    const users = ['ada', 'gus'].map((id) => ({ id: `row-${id}`, roles: ['writer', 'seller'] }))
    const facts = await read({
      tables: ['incident'],
      roles,
      users,
      apps: { msdynce_saleshub: ['seller'], own: ['writer'] },
    })

    expect(facts.apps).toEqual(['msdynce_saleshub'])
    expect(facts.guestsInApps.map(({ subject, ways }) => [subject.id, ways.map(({ role }) => role.id)])).toEqual([
      ['gus', ['seller']],
    ])
    expect(facts.candidates.map(({ subject, ways }) => [subject.id, ways.map(({ role }) => role.id)])).toEqual([
      ['ada', ['writer']],
      ['gus', ['writer']],
    ])
  })

  it('without a sign-in name go by their display name or id', async () => {
    const users = [{ id: 'row-ada', roles: ['writer'] }]
    const people = [person('ada', [], { upn: null, displayName: null })]
    const { candidates } = await read({ tables: ['incident'], roles: [writer], users }, { people })

    expect(candidates[0]?.subject).toEqual({ kind: 'user', id: 'ada', name: 'ada', upn: null })
  })
})

describe('tables and roles', () => {
  it('that are not restricted make nobody a candidate, and the agent roles are named once', async () => {
    const grants = { account: { update: 'local' as const } }
    const facts = await read({
      tables: ['account', 'incident'],
      roles: [agent, { ...agent, id: 'copy', rootId: 'agent' }, { ...writer, grants }],
      users: [{ id: 'row-ada', roles: ['writer'] }],
    })

    expect(facts).toMatchObject({ tables: ['account', 'incident'], agentRoles: ['Omnichannel agent'], candidates: [] })
    expect(facts.apps).toEqual([])
  })

  it('of an environment whose apps were not read are none', async () => {
    expect((await read({ apps: null })).apps).toBeNull()
  })
})

const snapshotOf = (evidence?: EnvironmentLiteral['evidence']) =>
  practiceRun({ environments: [{ tables: ['incident'], ...(evidence === undefined ? {} : { evidence }) }] })

describe('evidence of use', () => {
  const asked = { sources: { incident: 'audit' as const } }
  const counts = { create: 1, update: 0, delete: 0, last: null }
  const earlier = finding({
    evidence: {
      administrator: false,
      latent: null,
      observedWindow: { from: '2026-08-01T00:00:00Z', to: '2026-11-01T00:00:00Z', source: 'audit' },
      tables: [{ ...tableAccess('incident', {}), observed: counts }],
    },
  })
  const ada = { subjectId: 'ada', userIds: [] }

  it('is none where nobody asked and none is kept', async () => {
    expect(await readObserved(snapshotOf(), 'env-1', [])).toBeNull()
    expect((await readObserved(snapshotOf(), 'env-1', [earlier]))?.of(ada, 'incident')?.counts).toEqual(counts)
  })

  it('is that of this run where it has any, else the kept one, with the reason of this run', async () => {
    const failed = snapshotOf({ sources: { incident: null }, reason: 'refused' })

    expect((await readObserved(snapshotOf(asked), 'env-1', [earlier]))?.of(ada, 'incident')?.counts.create).toBe(0)
    expect((await readObserved(failed, 'env-1', []))?.missing('incident')).toBe('refused')
    expect((await readObserved(failed, 'env-1', [earlier]))?.of(ada, 'incident')?.counts).toEqual(counts)
  })

  it('of another environment says nothing of this one, and windows without a status were asked for', async () => {
    const snapshot = snapshotOf({ sources: { incident: null } })
    const environment = { id: 'env-2', name: 'Test' }
    const others = () => [status('dataverse/evidence', 'not-assessed', { environment, reason: 'of Test' })]

    expect((await readObserved({ ...snapshot, statuses: others }, 'env-1', []))?.missing('incident')).toBe(
      'it was not looked at',
    )
  })
})
