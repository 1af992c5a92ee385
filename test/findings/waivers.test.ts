/** Waivers: from when to when they hold, what the file says over the store, and that none is lost. */
import { expect, it } from 'vitest'
import { applyWaivers } from '../../src/findings/waivers.ts'
import type { Finding, Waiver } from '../../src/model/finding.ts'
import { finding } from './finding.ts'

const waiver: Waiver = { reason: 'on leave', by: 'ada', at: '2026-11-01T10:00:00.000Z', until: '2026-11-30' }
const waived = finding({ status: 'waived', waiver })
const stateOf = (one: Finding, now: string, listed: ReadonlyMap<string, Waiver> | null = null) => {
  const [found] = applyWaivers([one], listed, now)
  return { status: found?.status, reason: found?.waiver?.reason ?? null }
}

it.each([
  ['on its last day', '2026-11-30T23:59:59.999Z', 'waived'],
  ['at midnight UTC after it', '2026-12-01T00:00:00.000Z', 'open'],
  ['long after', '2027-11-30T00:00:00.000Z', 'open'],
])('%s the finding is as it should be, and its waiver is still told', (_, now, status) => {
  expect(stateOf(waived, now)).toEqual({ status, reason: 'on leave' })
})

it('a finding that the store holds as open, with a waiver that holds, is waived', () => {
  expect(stateOf({ ...waived, status: 'open' }, '2026-11-24T00:00:00.000Z').status).toBe('waived')
})

it('a waiver that begins later does not hold yet', () => {
  expect(stateOf(waived, '2026-11-01T09:59:59.999Z').status).toBe('open')
  expect(stateOf(waived, '2026-11-01T10:00:00.000Z').status).toBe('waived')
})

it('the file wins over the store', () => {
  const listed = new Map([[waived.id, { ...waiver, reason: 'agreed in the board', until: '2026-11-10' }]])

  expect(stateOf(waived, '2026-11-24T00:00:00.000Z', listed)).toEqual({ status: 'open', reason: 'agreed in the board' })
})

it('a waiver of the store that the file does not name still holds', () => {
  expect(stateOf(waived, '2026-11-24T00:00:00.000Z', new Map())).toEqual({ status: 'waived', reason: 'on leave' })
})

it('what is resolved stays resolved', () => {
  const resolved = finding({ status: 'resolved', waiver })

  expect(stateOf(resolved, '2026-11-24T00:00:00.000Z')).toEqual({ status: 'resolved', reason: 'on leave' })
})

it('without a waiver nothing changes', () => {
  expect(applyWaivers([finding()], null, '2026-11-24T00:00:00.000Z')).toEqual([finding()])
})
