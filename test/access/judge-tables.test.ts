/** Which tables ways open, by which paths and in which order, how grave that is, and what use makes of it. */
import { describe, expect, it } from 'vitest'
import { deepest, isDeeper, sortOperations } from '../../src/access/depth.ts'
import type { RoleAccess } from '../../src/access/grants.ts'
import {
  atMost,
  judgeTables,
  restrictedOperations,
  unlicensedForAdministrator,
  worst,
  type JudgedTable,
} from '../../src/access/judge-tables.ts'
import { UseJudge, widestWindow, type TableLook } from '../../src/access/judge-use.ts'
import { RunUses } from '../../src/access/observed.ts'
import { Shared } from '../../src/access/shared.ts'
import { isRestricted, type TableRule } from '../../src/access/table-rules.ts'
import type { Way } from '../../src/access/ways.ts'
import type { AccessPath } from '../../src/model/evidence.ts'
import type { Depth, Operation } from '../../src/model/security.ts'

const ruleOf = (table: string, about: Partial<TableRule> = {}): TableRule => ({
  table,
  displayName: table,
  requires: ['service'],
  list: 'main',
  exceptions: [],
  acceptedWithNote: [],
  ...about,
})
const roleOf = (id: string, depths: Partial<Record<Operation, Depth>>, name = id): RoleAccess => ({
  id,
  heldAs: id,
  name,
  isAdministrator: false,
  tables: new Map([['incident', new Map(Object.entries(depths).map(([key, depth]) => [operationOf(key), depth]))]]),
  use: { isAgentRole: false, apps: [] },
})
const operationOf = (key: string): Operation => (key === 'create' || key === 'update' ? key : 'delete')
const wayOf = (role: RoleAccess, team: Way['team'] = null, group: Way['group'] = null): Way => ({
  index: 0,
  role,
  team,
  group,
})
const helpdesk = (via: 'direct' | 'nested') => ({ id: 'group', name: 'Helpdesk', via })
const team = (name: string, kind: 'owner' | 'entra-security' | 'access' = 'owner') => ({
  id: `id-of-${name}`,
  name,
  kind,
})
const shared = () => ({ paths: new Shared<AccessPath>(), tables: new Shared<JudgedTable>() })
const nobody = { families: new Set<string>(), limited: new Set<string>(), hasLive: true, held: [] }
const judge = (ways: readonly Way[], rules = [ruleOf('incident')]) => judgeTables(rules, ways, nobody, shared())

describe('depths and grades', () => {
  it('have an order', () => {
    expect([isDeeper('local', 'basic'), isDeeper('basic', 'basic'), isDeeper('basic', undefined)]).toEqual([
      true,
      false,
      true,
    ])
    expect(deepest(['basic', 'deep', 'local'])).toBe('deep')
    expect(deepest([])).toBeNull()
    expect(sortOperations(new Set<Operation>(['delete', 'create']))).toEqual(['create', 'delete'])
    expect([atMost('high', 'low'), atMost('info', 'low'), atMost('low', 'low')]).toEqual(['low', 'info', 'low'])
    expect([worst(['low', 'high', 'medium']), worst([])]).toEqual(['high', 'info'])
  })

  it('an exception frees operations at any depth, or on own rows', () => {
    const exception = { id: 'case' as const, families: [], free: { create: 'any', update: 'basic' } as const }

    expect(isRestricted('create', 'global', [exception])).toBe(false)
    expect(isRestricted('update', 'basic', [exception])).toBe(false)
    expect(isRestricted('update', 'local', [exception])).toBe(true)
    expect(isRestricted('delete', 'basic', [exception])).toBe(true)
    expect(isRestricted('delete', 'basic', [])).toBe(true)
  })
})

describe('paths', () => {
  it('are in the order of role, team, id of the role and kind of membership', () => {
    const grants = { update: 'local' } as const
    const agent = roleOf('b', grants, 'Agent')
    const ways = [
      wayOf(roleOf('planner', grants, 'Planner')),
      wayOf(agent, team('Desk', 'entra-security'), helpdesk('nested')),
      wayOf(agent, team('Desk', 'entra-security'), helpdesk('direct')),
      wayOf(agent, team('Desk')),
      wayOf(agent, team('Alpha')),
      wayOf(agent),
      wayOf(roleOf('a', grants, 'Agent')),
    ]
    const [judged] = judge(ways)

    expect(judged?.access.paths.map((path) => [path.role, path.team, path.roleId, path.group?.via ?? null])).toEqual([
      ['Agent', null, 'a', null],
      ['Agent', null, 'b', null],
      ['Agent', 'Alpha', 'b', null],
      ['Agent', 'Desk', 'b', null],
      ['Agent', 'Desk', 'b', 'direct'],
      ['Agent', 'Desk', 'b', 'nested'],
      ['Planner', null, 'planner', null],
    ])
  })

  it('name the kind of the team, but for access teams, and copies of a role as one with the deepest of each', () => {
    const deep = { ...roleOf('agent', { update: 'deep' }), heldAs: 'copy' }
    const ways = [
      wayOf(roleOf('agent', { create: 'basic', update: 'basic' }), team('Desk', 'entra-security')),
      wayOf(deep, team('Desk', 'entra-security')),
      wayOf(roleOf('planner', { delete: 'basic' }), team('Odd', 'access')),
    ]
    const [judged] = judge(ways)

    expect(judged?.access).toMatchObject({ operations: ['create', 'update', 'delete'], depth: 'deep', observed: null })
    expect(judged?.access.paths).toMatchObject([
      { role: 'agent', teamKind: 'entra-security', operations: ['create', 'update'], depth: 'deep' },
      { role: 'planner', teamKind: null, operations: ['delete'], depth: 'basic' },
    ])
    expect(judged?.severity).toBe('medium')
  })

  it('are objects that equal findings share, and unequal ones do not', () => {
    const common = shared()
    const rules = [ruleOf('incident')]
    const first = judgeTables(rules, [wayOf(roleOf('agent', { update: 'local' }))], nobody, common)
    const same = judgeTables(rules, [wayOf(roleOf('agent', { update: 'local' }))], nobody, common)
    const other = judgeTables(rules, [wayOf(roleOf('agent', { update: 'deep' }))], nobody, common)
    const byTeam = judgeTables(rules, [wayOf(roleOf('agent', { update: 'local' }), team('Desk'))], nobody, common)
    const limited = judgeTables(
      rules,
      [wayOf(roleOf('agent', { update: 'local' }))],
      { ...nobody, limited: new Set(['service']) },
      common,
    )

    expect(same[0]).toBe(first[0])
    expect(other[0]?.access.depth).toBe('deep')
    expect(byTeam[0]?.access.paths[0]?.team).toBe('Desk')
    expect(limited[0]?.severity).toBe('info')
    expect(limited[0]?.access.paths[0]).toBe(first[0]?.access.paths[0])
  })

  it('of several tables are sorted by table, and tables that no way opens are left out', () => {
    const grants = new Map<Operation, Depth>([['update', 'basic']])
    const role = { ...roleOf('agent', {}), tables: new Map(['sla', 'goal'].map((table) => [table, grants])) }

    expect(
      judge(
        [wayOf(role)],
        ['sla', 'incident', 'goal'].map((table) => ruleOf(table)),
      ).map(({ rule, severity }) => [rule.table, severity]),
    ).toEqual([
      ['goal', 'low'],
      ['sla', 'low'],
    ])
  })
})

describe('use', () => {
  const from = '2026-08-26T03:00:00Z'
  const to = '2026-11-24T03:00:00Z'
  const usesOf = (source: 'audit' | 'rows' | null, operation: Operation) => {
    const uses = new RunUses([{ table: 'incident', from, to, source, reason: null }], null, [])
    uses.add({ userId: 'row-ada', table: 'incident', operation, count: 1, last: null })
    return uses
  }
  const used = (ways: Way[], operation: Operation, userId = 'row-ada', source: 'audit' | 'rows' | null = 'audit') => {
    const judgeUse = new UseJudge(usesOf(source, operation))
    const [judged] = judge(ways)
    if (judged === undefined) throw new Error('nothing judged')
    const look = judgeUse.look({ subjectId: 'ada', userIds: [userId] }, judged)
    return { look, table: judgeUse.withUse(judged, look), judged, judgeUse }
  }
  const direct = wayOf(roleOf('agent', { update: 'basic' }))
  const nested = wayOf(roleOf('agent', { update: 'basic', create: 'basic' }), team('Desk'), helpdesk('nested'))

  it('of a listed operation is high, unless nested membership alone gives it', () => {
    expect(used([direct], 'update')).toMatchObject({
      look: { operations: ['update'], used: ['update'] },
      table: { severity: 'high', access: { observed: { update: 1 } } },
    })
    expect(used([nested], 'update').table.severity).toBe('low')
    expect(used([direct, nested], 'create').table).toMatchObject({
      severity: 'low',
      access: { observed: { create: 1 } },
    })
    expect(used([direct], 'delete')).toMatchObject({
      look: { used: [] },
      table: { severity: 'low', access: { observed: { delete: 1 } } },
    })
  })

  it('that was not seen is told, and shared by all of whom it was not', () => {
    const { table, judged, judgeUse, look } = used([direct], 'update', 'row-bob')

    expect(table.access.observed).toEqual({ create: 0, update: 0, delete: 0, last: null })
    expect(judgeUse.withUse(judged, look)).toBe(table)
  })

  it('of which there is no evidence leaves the table as it is', () => {
    const { table, judged, look } = used([direct], 'update', 'row-ada', null)

    expect(look).toMatchObject({ seen: null, used: [] })
    expect(table).toBe(judged)
  })
})

const lookIn = (from: string, to: string, source: 'audit' | 'rows'): TableLook => {
  const counts = { create: 0, update: 0, delete: 0, last: null }
  return {
    rule: ruleOf('incident'),
    operations: [],
    used: [],
    seen: { counts, window: { from, to, source }, note: null },
  }
}

describe('widestWindow', () => {
  it('holds all that was seen, by rows unless all was looked up in the audit log', () => {
    const looks = [
      lookIn('2026-09-02', '2026-11-02', 'audit'),
      lookIn('2026-09-01', '2026-11-01', 'audit'),
      { ...lookIn('', '', 'rows'), seen: null },
    ]

    expect(widestWindow(looks)).toEqual({ from: '2026-09-01', to: '2026-11-02', source: 'audit' })
    expect(widestWindow([...looks, lookIn('2026-10-01', '2026-10-02', 'rows')])).toEqual({
      from: '2026-09-01',
      to: '2026-11-02',
      source: 'rows',
    })
    expect(widestWindow([])).toBeNull()
  })
})

const holderOf = (...families: string[]) => ({ ...nobody, families: new Set(families) })

describe('licenses', () => {
  const everything = { create: 'any', update: 'any', delete: 'any' } as const
  const exception = { id: 'case' as const, families: ['power_apps', 'power_automate'], free: everything }

  it('that allow everything leave an administrator nothing that is not licensed', () => {
    const rules = [ruleOf('incident', { exceptions: [exception] }), ruleOf('sla')]
    const tables = (...families: string[]) =>
      unlicensedForAdministrator(rules, holderOf(...families)).map(({ table }) => table)

    expect(tables()).toEqual(['incident', 'sla'])
    expect(tables('power_apps')).toEqual(['sla'])
    expect(tables('service')).toEqual([])
  })

  it('that allow own rows leave an administrator all others', () => {
    const own = { ...exception, free: { create: 'any', update: 'basic', delete: 'basic' } as const }

    expect(restrictedOperations(ruleOf('incident', { exceptions: [own] }), holderOf('power_automate'))).toEqual([
      'update',
      'delete',
    ])
  })

  it('of a copy the shallower grant takes nothing away', () => {
    const shallow = { ...roleOf('agent', { update: 'basic' }), heldAs: 'copy' }
    const [judged] = judge([wayOf(roleOf('agent', { update: 'deep' })), wayOf(shallow)])

    expect(judged?.access.paths).toMatchObject([{ depth: 'deep' }])
    expect(judged?.access.paths).toHaveLength(1)
  })
})
