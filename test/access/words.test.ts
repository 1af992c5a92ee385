/** The words of findings of access: lists, counts, tables, licenses, ways and how they are taken away. */
import { describe, expect, it } from 'vitest'
import type { RoleAccess } from '../../src/access/grants.ts'
import { heldRoles, nestedSentences, removalRemedies, removalWords, waysWords } from '../../src/access/way-words.ts'
import type { Way } from '../../src/access/ways.ts'
import {
  countWords,
  depthWords,
  licenseWords,
  listWords,
  operationWords,
  shortList,
  tableWords,
} from '../../src/access/words.ts'
import type { HeldLicense } from '../../src/licenses/profile.ts'

describe('words', () => {
  it('join lists with commas and a last joiner', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => listWords(words))).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ])
    expect(listWords(['a', 'b', 'c'], 'or')).toBe('a, b or c')
    expect(operationWords(['create', 'delete'])).toBe('create and delete')
  })

  it('count', () => {
    expect([0, 1, 2].map((count) => countWords(count, 'row'))).toEqual(['0 rows', '1 row', '2 rows'])
  })

  it('name five of a list, and count the tables that are left', () => {
    const tables = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

    expect(shortList(tables.slice(0, 5))).toBe('a, b, c, d, e')
    expect(shortList(tables.slice(0, 6))).toBe('a, b, c, d, e, and 1 table more')
    expect(shortList(tables, '; ')).toBe('a; b; c; d; e; and 2 tables more')
  })

  it('name a table once where its display name is its name', () => {
    expect(tableWords('Case', 'incident')).toBe('Case (incident)')
    expect(tableWords('msdyn_agreement', 'msdyn_agreement')).toBe('msdyn_agreement')
  })

  it('say which rows a depth means', () => {
    expect((['basic', 'local', 'deep', 'global'] as const).map(depthWords)).toEqual([
      'rows that the user owns (Basic)',
      "all rows of the user's business unit (Local)",
      "all rows of the user's business unit and of those below it (Deep)",
      'all rows (Global)',
    ])
  })

  it('mark what keeps a license from counting', () => {
    const license: HeldLicense = {
      skuId: 'sku',
      partNumber: 'PART',
      live: true,
      trial: false,
      originKnown: true,
      families: [],
      limited: [],
    }

    expect(licenseWords(license)).toBe('PART')
    expect(licenseWords({ ...license, trial: true })).toBe('PART (trial)')
    expect(licenseWords({ ...license, trial: true, live: false, originKnown: false })).toBe(
      'PART (trial, not live, origin unknown)',
    )
  })
})

const roleOf = (name: string, id = name.toLowerCase()): RoleAccess => ({
  id,
  heldAs: id,
  name,
  isAdministrator: false,
  tables: new Map(),
  use: { isAgentRole: false, apps: [] },
})
const desk = { id: 'desk', name: 'Desk', kind: 'owner' } as const
const wayOf = (role: RoleAccess, team: Way['team'] = null, group: Way['group'] = null): Way => ({
  index: 0,
  role,
  team,
  group,
})
const via = (how: 'direct' | 'nested', name = 'Helpdesk') => ({ id: `id-of-${name}`, name, via: how })

describe('ways', () => {
  it('are listed as roles, each by each team once, by role, team and id', () => {
    const ways = [
      wayOf(roleOf('Planner')),
      wayOf(roleOf('Agent', 'b'), desk),
      wayOf(roleOf('Agent', 'b'), { ...desk, name: 'Alpha' }),
      wayOf(roleOf('Agent', 'b')),
      wayOf(roleOf('Agent', 'a')),
      wayOf(roleOf('Agent', 'b'), desk, via('nested')),
    ]

    expect(heldRoles(ways).map(({ role, roleId, team }) => `${role} ${roleId} ${team}`)).toEqual([
      'Agent a null',
      'Agent b null',
      'Agent b Alpha',
      'Agent b Desk',
      'Planner planner null',
    ])
  })

  it('are named by role and team, in order, each once', () => {
    const agent = roleOf('Agent')
    const ways = [wayOf(roleOf('Planner')), wayOf(agent, desk), wayOf(agent), wayOf(agent, desk, via('direct'))]

    expect(waysWords(ways)).toBe('*Agent* directly, *Agent* through the team *Desk* and *Planner* directly')
    expect(waysWords([wayOf(agent, desk, via('nested'))])).toBe(
      '*Agent* through the team *Desk* by nested membership (unverified)',
    )
  })

  it('by nested membership are called unverified, the groups in order and once', () => {
    expect(nestedSentences([{ group: null }, { group: via('direct') }])).toEqual([])
    expect(
      nestedSentences([via('nested', 'B'), via('nested', 'A'), via('nested', 'B')].map((group) => ({ group }))),
    ).toEqual([
      'Nested membership of A and B is unverified: Microsoft does not say whether a group team takes in members of nested groups.',
    ])
  })

  it('are taken away from the role, the team, or the group', () => {
    expect(removalWords({ role: 'Agent', team: null, group: null })).toBe('Remove the role *Agent* from the user')
    expect(removalWords({ role: 'Agent', team: null, group: null }, 'account')).toBe(
      'Remove the role *Agent* from the account',
    )
    expect(removalWords({ role: 'Agent', team: 'Desk', group: null })).toBe(
      'Remove the user from the team *Desk*, which holds the role *Agent*',
    )
    expect(removalWords({ role: 'Agent', team: 'Desk', group: via('direct') })).toBe(
      'Remove the user from the Entra group *Helpdesk*, whose team *Desk* holds the role *Agent*',
    )
    expect(removalWords({ role: 'Agent', team: 'Desk', group: via('nested') })).toBe(
      'Remove the user from the groups nested in *Helpdesk*, whose team *Desk* holds the role *Agent*',
    )
  })

  it('give one remedy each, in the order of the roles', () => {
    expect(removalRemedies([wayOf(roleOf('Planner')), wayOf(roleOf('Agent'), desk), wayOf(roleOf('Planner'))])).toEqual(
      [
        {
          text: 'Remove the user from the team *Desk*, which holds the role *Agent*.',
          kind: 'remove-role',
          target: 'agent',
        },
        { text: 'Remove the role *Planner* from the user.', kind: 'remove-role', target: 'planner' },
      ],
    )
  })
})
