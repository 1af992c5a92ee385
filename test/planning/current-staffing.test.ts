/** The staffing as the tenant stands. */
import { expect, test } from 'vitest'
import { loadEdition } from '../../src/guide/load.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Person } from '../../src/model/licensing.ts'
import type { PlanId } from '../../src/model/pool.ts'
import { planIds } from '../../src/model/pool.ts'
import { currentStaffing, type CurrentStaffing, type TenantStaff } from '../../src/planning/current-staffing.ts'
import { finding } from '../findings/finding.ts'
import { person, profile } from './practice-tenant.ts'

const edition = loadEdition('contact-center-2025-02')
const serviceFamily = 'customer_service_enterprise'

/** `families` by person. */
function staffingOf(
  people: readonly Person[],
  families: Readonly<Record<string, readonly string[]>> = {},
  about: Partial<TenantStaff> = {},
): CurrentStaffing {
  return currentStaffing({
    people,
    planOfSku: new Map(planIds.map((id): [string, PlanId] => [`sku-${id}`, id])),
    successorOfSku: new Map([['sku-legacy-omnichannel', 'voice-addon']]),
    findings: [],
    idle: [],
    profileOf: ({ id, licenseStates }) =>
      profile(
        licenseStates.map(({ skuId }) => skuId),
        families[id] ?? [],
      ),
    edition,
    ...about,
  })
}

const since = '2026-01-01T00:00:00Z'

test('holders need the channels of their seats, and Customer Service where they hold its family', () => {
  const people = [
    person('a', { 'sku-digital-addon': since, 'sku-customer-service-enterprise': since }),
    person('b', { 'sku-digital': since, 'sku-voice': since }),
    person('c', { 'sku-customer-service-enterprise': since }),
  ]

  const { staffing } = staffingOf(people, { a: [serviceFamily], c: [serviceFamily] })

  expect(staffing).toEqual([
    { count: 1, channels: 'both', customerService: false, holds: ['digital', 'voice'] },
    { count: 1, channels: 'digital', customerService: true, holds: ['digital-addon', 'customer-service-enterprise'] },
  ])
})

test('rights that come with another license stand as Customer Service Enterprise', () => {
  const { staffing } = staffingOf([person('a', { 'sku-voice-addon': since })], { a: [serviceFamily] })

  expect(staffing).toEqual([
    { count: 1, channels: 'voice', customerService: true, holds: ['voice-addon', 'customer-service-enterprise'] },
  ])
})

test('an idle seat and a disabled account are no need', () => {
  const idle = [{ skuId: 'sku-voice', personId: 'idler', holder: 'Idler', until: null }]
  const people = [person('idler', { 'sku-voice': since }), person('left', { 'sku-voice': since }, false)]

  expect(staffingOf(people, {}, { idle }).staffing).toEqual([])
})

test('a legacy seat needs the channels of what it must become', () => {
  const { staffing } = staffingOf([person('a', { 'sku-legacy-omnichannel': since })])

  expect(staffing).toEqual([{ count: 1, channels: 'voice', customerService: false, holds: ['legacy-omnichannel'] }])
})

function agent(id: string, environment: string, severity: Finding['severity'] = 'medium'): Finding {
  return finding({
    rule: 'unlicensed-agent',
    severity,
    subject: { kind: 'user', id, name: id, upn: null },
    environment: { id: environment, name: environment },
    evidence: { roles: [], seats: [] },
  })
}

test('agents without a seat are counted once over all environments, for both channels; latent ones are none', () => {
  const findings = [agent('a', 'one'), agent('a', 'two'), agent('unseen', 'one'), agent('latent', 'one', 'info')]

  const { staffing, agentsWithoutSeat } = staffingOf([person('a', {}), person('latent', {})], {}, { findings })

  expect(staffing).toEqual([{ count: 2, channels: 'both', customerService: false, holds: [] }])
  expect(agentsWithoutSeat).toBe(2)
})
