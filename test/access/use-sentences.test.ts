/** Evidence of use in sentences: used, used otherwise, unused and unseen tables, by window and reason, each named where not all are meant. */
import { describe, expect, it } from 'vitest'
import type { TableLook } from '../../src/access/judge-use.ts'
import { countedWords, useSentences, windowWords, type UseWords } from '../../src/access/observed-words.ts'
import type { ObservedUse } from '../../src/model/evidence.ts'
import type { Operation } from '../../src/model/security.ts'

const none: ObservedUse = { create: 0, update: 0, delete: 0, last: null }
const window = { from: '2026-08-26T03:00:00Z', to: '2026-11-24T03:00:00Z' }
const asked: UseWords = { missing: (table) => `${table} is not audited.`, isKept: false }
const span = 'from 2026-08-26 to 2026-11-24'

interface Look {
  readonly counts?: Partial<ObservedUse>
  readonly used?: readonly Operation[]
  readonly operations?: readonly Operation[]
  readonly source?: 'audit' | 'rows' | null
  readonly note?: string
}
const lookAt = (
  table: string,
  { counts, used = [], operations = ['update'], source = 'audit', note }: Look = {},
): TableLook => ({
  rule: { table, displayName: table, requires: [], list: 'main', exceptions: [], acceptedWithNote: [] },
  operations,
  used,
  seen: source === null ? null : { counts: { ...none, ...counts }, window: { ...window, source }, note: note ?? null },
})

describe('useSentences', () => {
  it('say once that nothing was used, where that is so of all', () => {
    expect(useSentences([lookAt('incident'), lookAt('sla')], asked)).toEqual([`No use seen ${span}, by the audit log.`])
  })

  it('tell tables in use, those used otherwise, and those not used apart', () => {
    const looks = [
      lookAt('incident', { counts: { update: 2, last: '2026-11-20T09:00:00Z' }, used: ['update'] }),
      lookAt('sla', { counts: { update: 1, create: 1, last: '2026-11-20T09:00:00Z' }, used: ['update'] }),
      lookAt('goal', { counts: { create: 3 } }),
      lookAt('contract', { counts: { delete: 1 } }),
      lookAt('entitlement'),
    ]

    expect(useSentences(looks, asked)).toEqual([
      `Seen in use ${span}, by the audit log: incident: 2 rows updated, the last on 2026-11-20; sla: 1 row updated.`,
      `No use of what is listed seen ${span}, by the audit log: goal; not listed, and seen: 3 rows created; contract; not listed, and seen: 1 row deleted.`,
      `No use seen ${span}, by the audit log: entitlement.`,
    ])
  })

  it('tell windows apart, why rows stand in, and what rows do not show', () => {
    const looks = [lookAt('incident'), lookAt('sla', { source: 'rows', note: 'auditing is off.' })]

    expect(useSentences(looks, asked)).toEqual([
      `No use seen ${span}, by the audit log: incident.`,
      `No use seen ${span}, by rows (auditing is off): sla.`,
      'Rows name who created them and who changed them last: deletes and earlier changes are not seen.',
    ])
  })

  it('say where there is no evidence, by reason, and name the tables unless all are meant', () => {
    expect(useSentences([lookAt('incident', { source: null })], asked)).toEqual([
      'Of use there is no evidence available (incident is not audited): that is not "no use".',
    ])
    expect(useSentences([lookAt('incident'), lookAt('sla', { source: null })], asked)).toEqual([
      `No use seen ${span}, by the audit log: incident.`,
      'Of use there is no evidence available for sla (sla is not audited): that is not "no use".',
    ])
    expect(useSentences([lookAt('goal', { operations: ['delete'], source: 'rows' })], asked)).toEqual([
      'Of use there is no evidence available (rows do not show who deleted one): that is not "no use".',
    ])
  })

  it('say nothing where nobody asked, but for tables beside kept figures', () => {
    const kept: UseWords = { missing: () => null, isKept: true }

    expect(useSentences([lookAt('incident', { source: null })], kept)).toEqual([])
    expect(useSentences([lookAt('incident'), lookAt('sla', { source: null })], kept)).toEqual([
      `No use seen ${span}, by the audit log: incident.`,
      'Of use there is no evidence available for sla: that is not "no use".',
      'This run has no evidence of use: the figures are kept from an earlier one.',
    ])
    expect(useSentences([], asked)).toEqual([])
  })
})

it('windows are days and a source, and counts are told operation by operation', () => {
  expect(windowWords({ ...window, source: 'rows' })).toBe(`${span}, by rows`)
  expect(windowWords({ ...window, source: 'audit' }, 'ver. 2 is off')).toBe(`${span}, by the audit log (ver. 2 is off)`)
  expect(countedWords({ ...none, create: 2, update: null, delete: 1 }, ['create', 'update', 'delete'])).toBe(
    '2 rows created, rows updated (how many is not known) and 1 row deleted',
  )
})
