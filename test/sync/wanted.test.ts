/** Which groups and people a run asks for, out of the security data of its environments. */
import { describe, expect, test } from 'vitest'
import type { Environment } from '../../src/model/environment.ts'
import type { SecurityRole, Team } from '../../src/model/security.ts'
import { createMemorySpool } from '../../src/sync/memory-spool.ts'
import { wantedGroups } from '../../src/sync/wanted-groups.ts'
import { wantedPeople } from '../../src/sync/wanted-people.ts'
import { environment, person, plain, run, securityPages, systemUser, type SecurityLiteral } from './practice-sources.ts'

const administrator = '627090ff-40a3-4053-8790-584edc5be201'

/** A snapshot of environments with their security data; `people` are those that were read already. */
function snapshotOf(security: Record<string, SecurityLiteral>, people: readonly string[] = []) {
  const spool = createMemorySpool()
  for (const [environmentId, literal] of Object.entries(security)) {
    for (const { dataset, rows } of securityPages(literal)) {
      spool.put({ part: 1, source: 'dataverse/security', environmentId, dataset, rows })
    }
  }
  const known = { ...plain, rows: people.map(person) }
  spool.put({ part: 2, source: 'graph/users', environmentId: null, dataset: 'people', rows: known.rows })
  return spool.snapshot({ ...run, statuses: [] })
}

function role(id: string, about: Partial<SecurityRole> = {}): SecurityRole {
  return { id, rootId: id, name: id, templateId: null, businessUnitId: null, isManaged: false, ...about }
}

function team(
  id: string,
  roleIds: readonly string[],
  about: Partial<Team> = {},
): Team & { roleIds: readonly string[] } {
  return { id, name: id, kind: 'entra-security', groupId: `group-${id}`, membership: 'members', ...about, roleIds }
}

const none = (): ReadonlySet<string> => new Set()

async function groupsOf(literal: SecurityLiteral, about: Partial<Environment> = {}, interest: readonly string[] = []) {
  return wantedGroups(snapshotOf({ one: literal }), [environment('one', about)], () => new Set(interest))
}

describe('groups', () => {
  test.each<[membership: Team['membership'], members: boolean, owners: boolean]>([
    ['members-and-guests', true, false],
    ['members', true, false],
    ['guests', true, false],
    ['owners', false, true],
  ])('behind a group team of %s', async (membership, members, owners) => {
    const groups = await groupsOf({
      roles: [role('agent')],
      grantingRoleIds: ['agent'],
      teams: [team('t', ['agent'], { membership })],
    })

    expect(groups).toEqual([{ id: 'group-t', members, owners, gate: false }])
  })

  test('behind a team whose role matters though it grants nothing restricted, with the gate, and without a restricted table', async () => {
    const literal = { roles: [role('agent')], teams: [team('t', ['agent'])], tables: [] }

    expect(await groupsOf(literal, { securityGroupId: 'gate' }, ['agent'])).toEqual([
      { id: 'gate', members: false, owners: false, gate: true },
      { id: 'group-t', members: true, owners: false, gate: false },
    ])
    expect(await groupsOf(literal, { securityGroupId: 'gate' })).toEqual([])
  })

  test('behind a team that holds a copy of a granting role, or the administrator role', async () => {
    const groups = await groupsOf({
      roles: [
        role('agent'),
        role('agent-copy', { rootId: 'agent' }),
        role('admin', { templateId: administrator }),
        role('admin-copy', { rootId: 'admin' }),
      ],
      grantingRoleIds: ['agent'],
      teams: [
        team('copy', ['agent-copy']),
        team('admins', ['admin-copy']),
        team('m365', ['admin'], { kind: 'entra-m365' }),
      ],
    })

    expect(groups.map(({ id }) => id)).toEqual(['group-admins', 'group-copy', 'group-m365'])
  })

  test('behind a team with a granting role that the role list does not hold', async () => {
    const groups = await groupsOf({ grantingRoleIds: ['unlisted'], teams: [team('t', ['unlisted'])] })

    expect(groups.map(({ id }) => id)).toEqual(['group-t'])
  })

  test.each<[why: string, literal: SecurityLiteral]>([
    ['the role grants nothing restricted', { roles: [role('reader')], teams: [team('t', ['reader'])] }],
    ['the team has no role', { roles: [role('agent')], grantingRoleIds: ['agent'], teams: [team('t', [])] }],
    [
      'it is an owner team',
      { grantingRoleIds: ['agent'], teams: [team('t', ['agent'], { kind: 'owner', groupId: null })] },
    ],
    ['it is an access team', { grantingRoleIds: ['agent'], teams: [team('t', ['agent'], { kind: 'access' })] }],
    ['it names no group', { grantingRoleIds: ['agent'], teams: [team('t', ['agent'], { groupId: null })] }],
    ['no restricted table is installed', { tables: [], grantingRoleIds: ['agent'], teams: [team('t', ['agent'])] }],
  ])('are not asked for where %s', async (_, literal) => {
    expect(await groupsOf(literal)).toEqual([])
  })

  test('that gate an environment are wanted for their ids', async () => {
    expect(await groupsOf({}, { securityGroupId: 'gate' })).toEqual([
      { id: 'gate', members: false, owners: false, gate: true },
    ])
  })

  test('gate nothing where no restricted table is installed', async () => {
    expect(await groupsOf({ tables: [] }, { securityGroupId: 'gate' })).toEqual([])
  })

  test('with several uses over several environments are wanted once, for all of them', async () => {
    const granting = { roles: [role('agent')], grantingRoleIds: ['agent'] }
    const shared = { groupId: 'shared' }
    const snapshot = snapshotOf({
      one: { ...granting, teams: [team('a', ['agent'], shared)] },
      two: { ...granting, teams: [team('b', ['agent'], { ...shared, membership: 'owners' })] },
    })

    const groups = await wantedGroups(
      snapshot,
      [environment('one', { securityGroupId: 'shared' }), environment('two')],
      none,
    )

    expect(groups).toEqual([{ id: 'shared', members: true, owners: true, gate: true }])
  })

  test('of environments that were not read are not looked at', async () => {
    const snapshot = snapshotOf({ one: { grantingRoleIds: ['agent'], teams: [team('t', ['agent'])] } })

    expect(await wantedGroups(snapshot, [], none)).toEqual([])
  })
})

describe('people', () => {
  test('are those of all environments, each once and sorted, without those already read', async () => {
    const snapshot = snapshotOf(
      {
        one: { users: [systemUser('zoe'), systemUser('ann')] },
        two: { users: [systemUser('zoe'), systemUser('holder')] },
      },
      ['entra-holder'],
    )

    expect(await wantedPeople(snapshot, [environment('one'), environment('two')], [])).toEqual([
      'entra-ann',
      'entra-zoe',
    ])
  })

  test('members and owners of group teams are asked for, those of a mere gate are not', async () => {
    const spool = createMemorySpool()
    const rows = [
      { groupId: 'of-a-team', personId: 'member', via: 'direct' },
      { groupId: 'of-owners', personId: 'owner', via: 'owner' },
      { groupId: 'gate', personId: 'visitor', via: 'nested' },
    ] as const
    spool.put({ part: 1, source: 'graph/groups', environmentId: null, dataset: 'group-members', rows })
    const group = { members: false, owners: false, gate: false }

    const wanted = await wantedPeople(
      spool.snapshot({ ...run, statuses: [] }),
      [],
      [
        { ...group, id: 'of-a-team', members: true },
        { ...group, id: 'of-owners', owners: true },
        { ...group, id: 'gate', gate: true },
      ],
    )

    expect(wanted).toEqual(['member', 'owner'])
  })

  test.each([
    ['a non-interactive account', { accessMode: 4 }],
    ['an agent that is a user', { managedType: 3 }],
  ])('%s may be disabled in Entra, or be one that people share', async (_, about) => {
    const snapshot = snapshotOf({ one: { users: [systemUser('ann', about)] } })

    expect(await wantedPeople(snapshot, [environment('one')], [])).toEqual(['entra-ann'])
  })

  test('a disabled user is judged too: what the seat says of him matters', async () => {
    const snapshot = snapshotOf({ one: { users: [systemUser('ann', { isDisabled: true, managedType: 4 })] } })

    expect(await wantedPeople(snapshot, [environment('one')], [])).toEqual(['entra-ann'])
  })

  test.each([
    ['an administrative account', { accessMode: 1 }],
    ['an application', { applicationId: 'app' }],
    ['a set-up user', { isSetup: true }],
    ['a platform user', { managedType: 2 }],
    ['an agent of an application', { managedType: 3, applicationId: 'app' }],
    ['a platform account', { accessMode: 4, isSetup: true }],
    ['a deleted row', { isDeleted: true }],
    ['somebody who is gone from Entra', { existsInEntra: false }],
    ['somebody without an Entra object', { entraId: null }],
  ])('%s is not asked for', async (_, about) => {
    const snapshot = snapshotOf({ one: { users: [systemUser('ann', about)] } })

    expect(await wantedPeople(snapshot, [environment('one')], [])).toEqual([])
  })
})
