/** The brute force's reading of evidence of use, on writes made by hand. */
import { describe, expect, it } from 'vitest'
import type { DataverseDescription } from '../../mocks/tenant.ts'
import type { ExpectedTable } from './brute-tables.ts'
import { evidenceOf, gradedByUse, usedOf, useOf } from './brute-uses.ts'

const period = { from: Date.parse('2026-08-26T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') }

const dataverse = (about: Partial<DataverseDescription>): DataverseDescription => ({
  organizationId: 'organization',
  domain: 'org',
  state: 'Ready',
  applicationUsers: [],
  businessUnits: [],
  tables: ['incident', 'sla'],
  roles: [],
  users: [],
  teams: [],
  uses: [
    { user: 'ada', table: 'incident', operation: 'create', at: '2026-11-23T23:59:00Z', times: 3 },
    { user: 'ada', table: 'incident', operation: 'delete', at: '2026-10-01T00:00:00Z' },
    { user: 'ada', table: 'incident', operation: 'update', at: '2026-08-25T23:59:59Z' },
    { user: 'bo', table: 'incident', operation: 'update', at: '2026-10-01T00:00:00Z' },
  ],
  ...about,
})

const table = (about: Partial<ExpectedTable> = {}): ExpectedTable => ({
  table: 'incident',
  operations: ['create', 'delete'],
  depth: 'basic',
  requires: [],
  paths: [
    {
      role: 'Agent',
      roleId: 'agent',
      team: null,
      teamKind: null,
      group: null,
      operations: ['create', 'delete'],
      depth: 'basic',
    },
  ],
  grade: 'low',
  observed: null,
  ...about,
})

describe('where evidence comes from', () => {
  it.each([
    ['audit', { on: true }],
    ['rows', { on: true, readable: false }],
    [null, { on: false }],
    [null, { on: false, readable: false }],
    [null, { on: true, tables: ['sla'] }],
    [null, { on: true, tables: [], readable: false }],
    ['rows', { on: true, tables: ['sla'], readable: false }],
  ])('%s for %j', (source, audit) => {
    expect(evidenceOf(dataverse({ audit }), 'incident')).toBe(source)
  })
})

describe('what was seen', () => {
  it('counts the writes of one user on one table within the window', () => {
    expect(useOf(dataverse({ audit: { on: true } }), 'ada', 'incident', period)).toStrictEqual({
      create: 1,
      update: 0,
      delete: 1,
    })
    expect(useOf(dataverse({ audit: { on: true, readable: false } }), 'ada', 'incident', period)?.delete).toBeNull()
    expect(useOf(dataverse({ audit: { on: false } }), 'ada', 'incident', period)).toBeNull()
    expect(useOf(dataverse({ audit: { on: true } }), null, 'incident', period)?.create).toBe(0)
  })

  it('grades high where a listed operation was used, unless it is capped or nested', () => {
    const used = usedOf(table(), { create: 0, update: 5, delete: 1 })
    const nested = table().paths.map((path) => ({ ...path, group: { id: 'group', via: 'nested' as const } }))

    expect(used).toStrictEqual(['delete'])
    expect(gradedByUse(table(), used, false).grade).toBe('high')
    expect(gradedByUse(table(), [], false).grade).toBe('low')
    expect(gradedByUse(table(), used, true).grade).toBe('low')
    expect(gradedByUse(table({ paths: nested }), used, false).grade).toBe('low')
    expect(gradedByUse(table({ grade: 'info' }), used, false).grade).toBe('info')
  })
})
