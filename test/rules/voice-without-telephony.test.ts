/** Voice seats with and without something to telephone with. */
import { describe, expect, test } from 'vitest'
import type { SeatFacts, Telephony } from '../../src/facts/seat-facts.ts'
import { findingId } from '../../src/findings/id.ts'
import type { TelephonyProvider } from '../../src/model/features.ts'
import type { PlanId } from '../../src/model/pool.ts'
import { voiceWithoutTelephony } from '../../src/rules/voice-without-telephony.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { now, seat, seatFacts, status } from '../facts/seat-facts.ts'

const production = { id: 'env-1', name: 'Production' }
const sandbox = { id: 'env-2', name: 'Test' }

function provider(kind: TelephonyProvider['kind'], active = true): TelephonyProvider {
  return { id: `${kind} ${String(active)}`, kind, active }
}

/** 10 Voice seats; Production has these providers, Test has none. */
function factsOf(providers: Telephony['providers'], about: Partial<SeatFacts> = {}): SeatFacts {
  return seatFacts({
    seats: [seat('digital'), seat('voice')],
    telephony: [
      { environment: production, providers },
      { environment: sandbox, providers: [] },
    ],
    statuses: [
      status('graph/subscribed-skus'),
      status('power-platform/environments'),
      status('dataverse/telephony', {
        environment: production,
        ...(providers === null ? { state: 'not-assessed' as const, reason: '403 Forbidden' } : {}),
      }),
      status('dataverse/telephony', { environment: sandbox }),
    ],
    ...about,
  })
}

describe('fail', () => {
  test('no provider in any environment is low', () => {
    const facts = factsOf([])

    expect(voiceWithoutTelephony.judge(facts).drafts).toEqual([
      {
        id: findingId('voice-without-telephony', 'tenant-1', null),
        rule: 'voice-without-telephony',
        severity: 'low',
        subject: { kind: 'tenant', id: 'tenant-1', name: 'Contoso', upn: null },
        environment: null,
        title: '10 Voice seats paid for, and no telephony is connected',
        detail:
          '10 Contact Center Voice are counted, and in 2 environments no provider is active that carries calls. Voice needs an Azure Communication Services resource, which is paid apart; a later guide also lets Teams Phone serve.',
        evidence: { voiceSeats: 10, environmentsAssessed: 2, providers: [] },
        remedies: [
          {
            text: 'Connect an Azure Communication Services resource in the Customer Service admin center, or Teams Phone.',
            kind: 'configure',
            target: null,
          },
          {
            text: 'If nobody telephones, renew fewer seats with Voice when their term ends.',
            kind: 'review',
            target: null,
          },
        ],
        clauses: ['azure-communication-services', 'teams-phone-later'],
        sources: ['graph/subscribed-skus', 'dataverse/telephony', 'dataverse/telephony'].map((source) => ({
          source,
          request: `GET /${source}`,
          at: now,
          requestId: null,
        })),
      },
    ])
    expect(outcomeOf(voiceWithoutTelephony, facts)).toMatchObject({ outcome: 'fail', open: 1, reason: null })
  })

  test('providers of text messages, and those that are switched off, are no telephony', () => {
    const providers = [
      provider('twilio'),
      provider('telesign'),
      provider('azure-communication-services', false),
      provider('teams-phone', false),
    ]
    const [draft] = voiceWithoutTelephony.judge(factsOf(providers)).drafts

    expect(draft?.evidence).toEqual({ voiceSeats: 10, environmentsAssessed: 2, providers: ['telesign', 'twilio'] })
    expect(draft?.detail).toContain('TeleSign and Twilio do not carry calls of the contact center.')
  })

  test('one such provider is told in the singular', () => {
    expect(voiceWithoutTelephony.judge(factsOf([provider('twilio')])).drafts[0]?.detail).toContain(
      ' Twilio does not carry calls of the contact center.',
    )
  })

  test.each<[PlanId]>([
    ['voice'],
    ['digital-voice'],
    ['voice-addon'],
    ['digital-voice-addon'],
    ['customer-service-premium'],
  ])('seats of %s have Voice', (plan) => {
    expect(outcomeOf(voiceWithoutTelephony, factsOf([], { seats: [seat(plan)] })).outcome).toBe('fail')
  })

  test('the seats of all plans with Voice are counted', () => {
    const seats = [seat('voice', { enabled: 7 }), seat('customer-service-premium', { enabled: 1 })]
    const [draft] = voiceWithoutTelephony.judge(factsOf([], { seats })).drafts

    expect(draft?.title).toBe('8 Voice seats paid for, and no telephony is connected')
    expect(draft?.detail).toMatch(/^7 Contact Center Voice and 1 .*Premium are counted/)
  })
})

describe('pass', () => {
  test('with Azure Communication Services, active in one environment', () => {
    const facts = factsOf([provider('twilio'), provider('azure-communication-services')])

    expect(outcomeOf(voiceWithoutTelephony, facts)).toMatchObject({ outcome: 'pass', open: 0, reason: null })
  })

  test('with Teams Phone, by a later guide', () => {
    expect(outcomeOf(voiceWithoutTelephony, factsOf([provider('teams-phone')]))).toMatchObject({
      outcome: 'pass',
      open: 0,
      reason: 'Teams Phone is the telephony: accepted by a later guide.',
    })
  })
})

const judged = (facts: SeatFacts) => voiceWithoutTelephony.judge(facts)

test('whatever the outcome, only a seat with Voice and no telephony is told', () => {
  expect(judged(factsOf([], { seats: null }))).toEqual({ drafts: [], applies: false })
  expect(judged(factsOf([], { seats: [seat('digital')] }))).toEqual({ drafts: [], applies: false })
  expect(judged(factsOf([provider('azure-communication-services')]))).toEqual({ drafts: [], applies: true })
  expect(judged(factsOf([provider('teams-phone')])).drafts).toEqual([])
  expect(judged(factsOf(null))).toEqual({ drafts: [], applies: true })
})

describe('not applicable', () => {
  test.each([
    ['seats without Voice', [seat('digital'), seat('customer-service-enterprise'), seat('legacy-omnichannel')]],
    ['seats that do not count', [seat('voice', { enabled: 0, suspended: 10 })]],
  ])('with %s alone, and only where all was read', (_, seats) => {
    expect(outcomeOf(voiceWithoutTelephony, factsOf([], { seats }))).toMatchObject({
      outcome: 'not-applicable',
      reason: 'No counted seat has Voice.',
    })
    expect(outcomeOf(voiceWithoutTelephony, factsOf(null, { seats }))).toMatchObject({
      outcome: 'not-assessed',
      needs: ['dataverse/telephony'],
    })
  })
})

describe('not assessed', () => {
  test('where one environment could not be read: the provider may be there', () => {
    expect(outcomeOf(voiceWithoutTelephony, factsOf(null))).toMatchObject({
      outcome: 'not-assessed',
      open: 0,
      reason: 'dataverse/telephony of Production is not complete (403 Forbidden).',
      needs: ['dataverse/telephony'],
    })
  })

  test('where the list of environments is not whole', () => {
    const facts = factsOf([])
    const statuses = facts.statuses.map((one) =>
      one.source === 'power-platform/environments' ? { ...one, state: 'partial' as const } : one,
    )

    expect(outcomeOf(voiceWithoutTelephony, { ...facts, statuses })).toMatchObject({ outcome: 'not-assessed', open: 0 })
  })

  test('where the SKUs could not be read', () => {
    const statuses = [status('graph/subscribed-skus', { state: 'not-assessed' }), status('power-platform/environments')]

    expect(outcomeOf(voiceWithoutTelephony, factsOf([], { seats: null, statuses }))).toMatchObject({
      outcome: 'not-assessed',
      needs: ['graph/subscribed-skus'],
    })
  })
})
