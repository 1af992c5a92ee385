/** Grants by role: what hangs off the root, what off a copy, and what a list lacks. */
import { describe, expect, it } from 'vitest'
import { RoleGrants } from '../../src/access/grants.ts'
import type { Depth, SecurityRole } from '../../src/model/security.ts'

const tables = [
  { logicalName: 'incident', privileges: [{ id: 'write', operation: 'update' as const }] },
  { logicalName: 'goal', privileges: [{ id: 'write', operation: 'update' as const }] },
]

const listed = (id: string, rootId: string, templateId: string | null = null): SecurityRole => ({
  id,
  rootId,
  name: `name of ${id}`,
  templateId,
  businessUnitId: null,
})

const writers = (grants: [string, Depth][], roles: SecurityRole[]) => {
  const collected = new RoleGrants(tables)
  for (const [roleId, depth] of grants) collected.add({ roleId, privilegeId: 'write', depth })
  collected.add({ roleId: 'root', privilegeId: 'read', depth: 'global' })
  return [...collected.writers(roles)].map(([heldAs, role]) => [
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

  it('one privilege may write several tables', () => {
    const collected = new RoleGrants(tables)
    collected.add({ roleId: 'root', privilegeId: 'write', depth: 'basic' })

    expect([
      ...(collected
        .writers([listed('root', 'root')])
        .get('root')
        ?.tables.keys() ?? []),
    ]).toEqual(['incident', 'goal'])
  })
})
