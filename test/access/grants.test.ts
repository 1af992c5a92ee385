/** Grants by role: what hangs off the root, what off a copy, and what a list lacks. */
import { describe, expect, it } from 'vitest'
import { RoleGrants } from '../../src/access/grants.ts'
import type { RoleUse } from '../../src/access/role-uses.ts'
import type { Depth, RestrictedTableRow, SecurityRole } from '../../src/model/security.ts'

const table = (logicalName: string): RestrictedTableRow => ({
  logicalName,
  entitySet: null,
  isAuditEnabled: null,
  privileges: [{ id: 'write', operation: 'update' }],
})

const tables = [table('incident'), table('goal')]

const listed = (id: string, rootId: string, templateId: string | null = null): SecurityRole => ({
  id,
  rootId,
  name: `name of ${id}`,
  templateId,
  businessUnitId: null,
  isManaged: false,
})

const writers = (grants: [string, Depth][], roles: SecurityRole[], uses = new Map<string, RoleUse>()) => {
  const collected = new RoleGrants(tables)
  for (const [roleId, depth] of grants) collected.add({ roleId, privilegeId: 'write', depth })
  collected.add({ roleId: 'root', privilegeId: 'read', depth: 'global' })
  return [...collected.ofInterest(roles, uses)].map(([heldAs, role]) => [
    heldAs,
    role.id,
    role.name,
    role.tables.get('incident')?.get('update') ?? null,
  ])
}

describe('RoleGrants', () => {
  it('gives a copy its own grants and its root ones, the deeper of each', () => {
    expect(
      writers(
        [
          ['root', 'local'],
          ['copy', 'basic'],
          ['other', 'global'],
        ],
        [listed('root', 'root'), listed('copy', 'root'), listed('other', 'root')],
      ),
    ).toEqual([
      ['root', 'root', 'name of root', 'local'],
      ['copy', 'root', 'name of root', 'local'],
      ['other', 'root', 'name of root', 'global'],
    ])
  })

  it('takes the maximum of several rows for one role and privilege', () => {
    expect(
      writers(
        [
          ['root', 'deep'],
          ['root', 'basic'],
        ],
        [listed('root', 'root')],
      ),
    ).toEqual([['root', 'root', 'name of root', 'deep']])
  })

  it('a copy whose root the list lacks works by the root id, under its own name', () => {
    expect(writers([['root', 'local']], [listed('copy', 'root')])).toEqual([
      ['copy', 'root', 'name of copy', 'local'],
      ['root', 'root', 'root', 'local'],
    ])
  })

  it('roles that write nothing are dropped, administrators are kept', () => {
    const administrator = '627090ff-40a3-4053-8790-584edc5be201'

    expect(writers([], [listed('reader', 'reader'), listed('chef', 'chef', administrator)])).toEqual([
      ['chef', 'chef', 'name of chef', null],
    ])
  })

  it('roles of some use are kept though they write nothing, also one that the list lacks', () => {
    const use = { isAgentRole: true, apps: [] }
    const uses = new Map([
      ['agent', use],
      ['lost', use],
    ])

    expect(writers([], [listed('agent', 'agent'), listed('reader', 'reader')], uses)).toEqual([
      ['agent', 'agent', 'name of agent', null],
      ['lost', 'lost', 'lost', null],
    ])
  })

  it('a role that the list lacks has its use, and administers nothing', () => {
    const use = { isAgentRole: true, apps: ['sales'] }
    const collected = new RoleGrants(tables)
    collected.add({ roleId: 'unlisted', privilegeId: 'write', depth: 'basic' })
    const roles = collected.ofInterest([], new Map([['lost', use]]))

    expect(roles.get('lost')).toMatchObject({ name: 'lost', heldAs: 'lost', isAdministrator: false, use })
    expect(roles.get('unlisted')).toMatchObject({ isAdministrator: false, use: { isAgentRole: false, apps: [] } })
  })

  it('where no table is restricted, an administrator writes none', () => {
    const administrator = '627090ff-40a3-4053-8790-584edc5be201'

    expect(new RoleGrants([]).ofInterest([listed('chef', 'chef', administrator)], new Map())).toEqual(new Map())
  })

  it('one privilege may write several tables', () => {
    const collected = new RoleGrants(tables)
    collected.add({ roleId: 'root', privilegeId: 'write', depth: 'basic' })

    expect([
      ...(collected
        .ofInterest([listed('root', 'root')], new Map())
        .get('root')
        ?.tables.keys() ?? []),
    ]).toEqual(['incident', 'goal'])
  })
})
