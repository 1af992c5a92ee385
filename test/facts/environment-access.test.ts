/** Who can open an environment: rows, group teams and security groups; and when somebody without one is known to open none. */
import { describe, expect, test } from 'vitest'
import { readTenantFacts } from '../../src/access/read-tenant-facts.ts'
import { readEnvironmentAccess } from '../../src/facts/environment-access.ts'
import { practiceLists } from '../access/practice-lists.ts'
import { named, person, practiceRun, type RunLiteral } from '../access/practice-run.ts'

const group = 'entra-security' as const

async function accessOf(run: RunLiteral, leftOut: string[] = []) {
  const snapshot = practiceRun(run)
  const tenant = await readTenantFacts(snapshot, practiceLists())
  const inScope = run.environments.map(named).filter(({ id }) => !leftOut.includes(id))
  const { environmentsOf, complete } = await readEnvironmentAccess(snapshot, inScope, tenant)
  return { environmentsOf: Object.fromEntries(environmentsOf), complete }
}

const people = [person('ada', []), person('bea', []), person('cem', [])]

describe('who opens an environment', () => {
  test('whoever has an enabled row, once per environment', async () => {
    const users = [{ id: 'row-ada' }, { id: 'row-bea', isDisabled: true }, { id: 'row-cem', isDeleted: true }]
    const environments = [
      { id: 'e1', tables: [], users },
      { id: 'e2', tables: [], users: [{ id: 'row-ada' }, { id: 'second-row', entraId: 'ada' }] },
    ]

    expect(await accessOf({ people, environments })).toEqual({ environmentsOf: { ada: 2 }, complete: true })
  })

  test('people of a group team need no row yet; a disabled one shuts them out', async () => {
    const teams = [{ id: 't1', name: 'Agents', kind: group, groupId: 'g1', roles: [], membership: 'members' as const }]
    const environments = [{ id: 'e1', tables: [], teams, users: [{ id: 'row-bea', isDisabled: true }] }]
    const groups = [{ id: 'g1', direct: ['ada', 'bea'], nested: ['cem'] }]

    expect((await accessOf({ people, groups, environments })).environmentsOf).toEqual({ ada: 1, cem: 1 })
  })

  test('the security group lets its members in only; one that could not be read holds nobody back', async () => {
    const users = [{ id: 'row-ada' }, { id: 'row-bea' }]
    const environments = [{ id: 'e1', tables: [], users, securityGroupId: 'gate' }]
    const gate = { id: 'gate', nested: ['ada'] }

    expect((await accessOf({ people, groups: [gate], environments })).environmentsOf).toEqual({ ada: 1 })
    expect((await accessOf({ people, groups: [{ ...gate, state: 'missing' }], environments })).environmentsOf).toEqual({
      ada: 1,
      bea: 1,
    })
  })
})

describe('is complete', () => {
  const environments = [
    { id: 'e1', tables: [] },
    { id: 'e2', tables: [] },
  ]

  test('only where the list of environments and each of them were read', async () => {
    expect(await accessOf({ people, environments })).toMatchObject({ complete: true })
    expect(await accessOf({ people, environments, states: { 'dataverse/security': 'not-assessed' } })).toMatchObject({
      complete: false,
    })
    expect(
      await accessOf({ people, environments, states: { 'power-platform/environments': 'partial' } }),
    ).toMatchObject({ complete: false })
  })

  test('not where a group behind a group team could not be read, for its people may open the environment', async () => {
    const team = { id: 't1', kind: group, groupId: 'g1', roles: [] }
    const withTeam = [
      { id: 'e1', tables: [], teams: [team, { id: 't2', roles: [] }], users: [{ id: 'row-x', entraId: null }] },
    ]
    const completeWith = async (state: 'read' | 'missing' | 'unreadable') =>
      (await accessOf({ people, groups: [{ id: 'g1', state }], environments: withTeam })).complete

    expect(await completeWith('unreadable')).toBe(false)
    expect(await completeWith('missing')).toBe(true)
    expect(await completeWith('read')).toBe(true)
    expect((await accessOf({ people, environments: withTeam })).complete).toBe(false)
  })

  test('not where the operator left an environment out', async () => {
    expect(await accessOf({ people, environments }, ['e2'])).toMatchObject({ complete: false })
  })
})
