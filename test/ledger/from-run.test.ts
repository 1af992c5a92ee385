/** What the ledger takes from the rows of a run. */
import { describe, expect, test } from 'vitest'
import { advanceFromRun, holdersToRecheck, sightingOf, type LedgerRun } from '../../src/ledger/from-run.ts'
import { emptyLedger, type SeatLedger } from '../../src/model/ledger.ts'
import type { Person } from '../../src/model/licensing.ts'
import { seat, subscription } from '../facts/seat-facts.ts'
import { day, entry, sighting } from './practice-ledger.ts'

const person: Person = {
  id: 'ann',
  upn: 'Ann@Contoso.example',
  displayName: 'Ann',
  userType: 'member',
  accountEnabled: true,
  assignedLicenses: [{ skuId: 'voice', disabledPlans: [] }],
  licenseStates: [],
}
const plans = new Map([['voice', 'voice' as const]])

describe('the sighting of a person', () => {
  test('holds the seats that are live, with their ways and times in one form', () => {
    const direct = { skuId: 'voice', disabledPlans: [], assignedByGroup: null, state: 'Active' }
    const licenseStates = [
      { ...direct, lastUpdated: '2026-01-01T03:00:00Z' },
      { ...direct, assignedByGroup: 'agents', lastUpdated: 'yesterday' },
      { ...direct, assignedByGroup: 'failed', state: 'Error', lastUpdated: null },
      { ...direct, skuId: 'office', lastUpdated: null },
    ]

    expect(sightingOf({ ...person, licenseStates }, plans, new Map())).toEqual({
      personId: 'ann',
      isDisabled: false,
      absentSince: null,
      holdings: [
        { skuId: 'voice', via: 'direct', groupId: null, since: '2026-01-01T03:00:00.000Z' },
        { skuId: 'voice', via: 'group', groupId: 'agents', since: null },
      ],
    })
  })

  test('says who is disabled, and who is absent by the list of the operator', () => {
    const people = new Map([['ann@contoso.example', { absent: '2026-02-01' }]])

    expect(sightingOf({ ...person, accountEnabled: false }, plans, people)).toMatchObject({
      isDisabled: true,
      absentSince: '2026-02-01',
    })
    expect(sightingOf({ ...person, upn: null, accountEnabled: null }, plans, people)).toMatchObject({
      isDisabled: false,
      absentSince: null,
    })
  })
})

const run: LedgerRun = {
  at: day(10),
  seats: [seat('voice', { skuId: 'voice', enabled: 5, assigned: 5 })],
  skus: [{ skuId: 'voice', subscriptionIds: ['subscription-voice'] }],
  subscriptions: [subscription('voice', { nextLifecycle: day(200) })],
  sightings: [sighting('ann')],
  isComplete: true,
  events: [],
}
const began: SeatLedger = { since: day(0), lookedAt: day(0), watched: ['voice'], entries: [] }

describe('a run', () => {
  test('opens an entry with the units and the end of the term of its day', () => {
    expect(advanceFromRun(began, run)).toEqual({
      since: day(0),
      lookedAt: day(10),
      watched: ['voice'],
      entries: [entry('ann', { unitsAtGain: { counted: 5, assigned: 5 }, termEnds: day(200) })],
    })
  })

  test('that could not read the subscriptions knows no end of the term', () => {
    expect(advanceFromRun(began, { ...run, subscriptions: null }).entries[0]?.termEnds).toBeNull()
  })

  test('that could not read the SKUs leaves the ledger as it was', () => {
    expect(advanceFromRun(began, { ...run, seats: null })).toBe(began)
  })

  test('takes the time of a gain from the audit log', () => {
    const events = [{ id: 'e', at: day(7), personId: 'ann', added: ['voice'], removed: [] }]

    expect(advanceFromRun(began, { ...run, events }).entries[0]).toMatchObject({ from: day(7), fromKnown: 'audit' })
  })
})

describe('whom a run reads by id', () => {
  const past = { to: day(70), toKnown: 'observed', lastHeld: day(69) } as const
  const about = { days: 90, now: day(80) }

  test('who held a seat and is not among the people any more', () => {
    const ledger = { ...began, entries: [entry('zoe'), entry('ann'), entry('ben', past)] }

    expect(holdersToRecheck(ledger, new Set(['zoe']), about)).toEqual(['ann'])
  })

  test('the people of moves that are in force: findings name them', () => {
    const ledger = { ...began, entries: [entry('ann', past), entry('ben', { from: day(70) })] }

    expect(holdersToRecheck(ledger, new Set(), about)).toEqual(['ann', 'ben'])
    expect(holdersToRecheck(ledger, new Set(), { ...about, now: day(400) })).toEqual(['ben'])
  })

  test('nobody before the first run', () => {
    expect(holdersToRecheck(emptyLedger, new Set(), about)).toEqual([])
  })
})
