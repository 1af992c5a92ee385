/** Evidence of use of one run: who was seen writing what, by which source, and what was not looked at. */
import { describe, expect, it } from 'vitest'
import { canSee, RunUses, seenOperations } from '../../src/access/observed.ts'
import type { EvidenceWindow, ObservedWrite } from '../../src/model/usage.ts'

const from = '2026-08-26T03:00:00Z'
const to = '2026-11-24T03:00:00Z'
const windowOf = (table: string, about: Partial<EvidenceWindow> = {}): EvidenceWindow => ({
  table,
  from,
  to,
  source: 'audit',
  reason: null,
  ...about,
})
const writeOf = (userId: string, about: Partial<ObservedWrite> = {}): ObservedWrite => ({
  userId,
  table: 'incident',
  operation: 'update',
  count: 1,
  last: '2026-11-20T09:00:00Z',
  ...about,
})
const ada = { subjectId: 'ada', userIds: ['row-ada', 'row-2'] }
const none = { create: 0, update: 0, delete: 0, last: null }

describe('seenOperations', () => {
  it('are those with rows, and writes that rows show without a count; never deletes that nobody can see', () => {
    expect(seenOperations({ create: 1, update: 0, delete: 2, last: null })).toEqual(['create', 'delete'])
    expect(seenOperations({ create: null, update: null, delete: null, last: null })).toEqual(['create', 'update'])
    expect(seenOperations(none)).toEqual([])
  })
})

it('rows show all but deletes, the audit log shows everything', () => {
  expect([canSee({ from, to, source: 'rows' }, 'delete'), canSee({ from, to, source: 'rows' }, 'update')]).toEqual([
    false,
    true,
  ])
  expect(canSee({ from, to, source: 'audit' }, 'delete')).toBe(true)
})

describe('RunUses', () => {
  it('sums the writes of all rows of somebody, on the table, by operation, with the last time', () => {
    const uses = new RunUses([windowOf('incident'), windowOf('sla')], null, [])
    uses.add(writeOf('row-ada', { count: 2, last: '2026-11-21T09:00:00Z' }))
    uses.add(writeOf('row-ada', { operation: 'create', count: 5 }))
    uses.add(writeOf('row-2', { count: 3, last: null }))
    uses.add(writeOf('row-2', { table: 'sla', operation: 'delete' }))
    uses.add(writeOf('row-bob', { count: 100, last: '2026-11-23T09:00:00Z' }))

    expect(uses.of(ada, 'incident')).toEqual({
      counts: { create: 5, update: 5, delete: 0, last: '2026-11-21T09:00:00Z' },
      window: { from, to, source: 'audit' },
      note: null,
    })
    expect(uses.of(ada, 'sla')?.counts).toEqual({ ...none, delete: 1, last: '2026-11-20T09:00:00Z' })
    expect(uses.of({ subjectId: 'cleo', userIds: ['row-cleo'] }, 'incident')?.counts).toEqual(none)
  })

  it('by rows knows no deletes, and at times not how often', () => {
    const uses = new RunUses([windowOf('incident', { source: 'rows', reason: 'auditing is off' })], null, [])
    uses.add(writeOf('row-ada', { count: 2 }))
    uses.add(writeOf('row-ada', { count: null, last: null }))
    uses.add(writeOf('row-ada', { operation: 'delete', count: 3 }))

    expect(uses.of(ada, 'incident')).toEqual({
      counts: { create: 0, update: null, delete: null, last: '2026-11-20T09:00:00Z' },
      window: { from, to, source: 'rows' },
      note: 'auditing is off',
    })
    expect(uses.of({ subjectId: 'cleo', userIds: [] }, 'incident')?.counts).toEqual({ ...none, delete: null })
  })

  it('says why there is none of a table: by the table, by the run, or that nobody looked', () => {
    const windows = [
      windowOf('incident', { source: null, reason: 'auditing is off' }),
      windowOf('sla', { source: null }),
      windowOf('goal'),
    ]
    const uses = new RunUses(windows, 'the budget was spent', [])

    expect(['incident', 'sla', 'goal', 'account'].map((table) => uses.missing(table))).toEqual([
      'auditing is off',
      'the budget was spent',
      null,
      'the budget was spent',
    ])
    expect(uses.of(ada, 'incident')).toBeNull()
    expect(uses.hasEvidence()).toBe(true)
    expect(new RunUses([windowOf('incident', { source: null })], null, []).missing('incident')).toBe(
      'it was not looked at',
    )
    expect(new RunUses([windowOf('incident', { source: null })], null, []).hasEvidence()).toBe(false)
  })

  it('is of this run, and cites its requests', () => {
    const source = { source: 'dataverse/evidence' as const, request: 'GET audits', at: to, requestId: null }
    const uses = new RunUses([], null, [source])

    expect(uses.isKept()).toBe(false)
    expect(uses.sources()).toEqual([source])
  })
})
