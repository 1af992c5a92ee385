/** One environment with sessions and messages, and all that is none. */
import { describe, expect, test } from 'vitest'
import { findingId } from '../../src/findings/id.ts'
import type { Allocation } from '../../src/model/features.ts'
import { sessionsAndMessages } from '../../src/rules/sessions-and-messages.ts'
import { environmentStatus, featureFacts, featureOutcome } from '../facts/feature-facts.ts'
import { now, status } from '../facts/seat-facts.ts'

function factsOf(units: Readonly<Record<string, number>>) {
  const allocations = Object.entries(units).map(([currency, allocated]): Allocation => ({ currency, allocated }))
  return featureFacts({ allocations })
}

describe('fail', () => {
  test('an environment with both is medium, with the units of each', () => {
    const facts = factsOf({ MCSSessions: 200, MCSMessages: 25_000, AI: 5 })

    expect(sessionsAndMessages.judge(facts)).toEqual([
      {
        id: findingId('sessions-and-messages', 'env-1', 'env-1'),
        rule: 'sessions-and-messages',
        severity: 'medium',
        subject: { kind: 'environment', id: 'env-1', name: 'Production', upn: null },
        environment: { id: 'env-1', name: 'Production' },
        title: 'Production has both Power Virtual Agents sessions and Copilot Studio messages',
        detail:
          '200 sessions and 25000 messages are allocated to Production. A tenant may have both, one environment may not.',
        evidence: { sessions: 200, messages: 25_000 },
        remedies: [
          {
            text: 'Move the sessions or the messages of Production to another environment: Power Platform admin center, Licensing, Copilot Studio.',
            kind: 'configure',
            target: 'env-1',
          },
        ],
        clauses: ['pva-sessions'],
        sources: [
          {
            source: 'power-platform/allocations',
            request: 'GET /power-platform/allocations',
            at: now,
            requestId: null,
          },
        ],
      },
    ])
    expect(featureOutcome(sessionsAndMessages, facts)).toMatchObject({ outcome: 'fail', open: 1, reason: null })
  })

  test('sessions by their old name count too', () => {
    const [draft] = sessionsAndMessages.judge(factsOf({ MCSSessions: 1, VAConversations: 2, MCSMessages: 3 }))

    expect(draft?.evidence).toEqual({ sessions: 3, messages: 3 })
  })
})

test.each([
  ['sessions alone', { MCSSessions: 200, MCSMessages: 0 }],
  ['messages alone', { MCSMessages: 25_000 }],
])('an environment with %s passes', (_, units) => {
  expect(featureOutcome(sessionsAndMessages, factsOf(units))).toMatchObject({ outcome: 'pass', open: 0, reason: null })
})

test.each([
  ['nothing', {}],
  ['nothing of either', { MCSSessions: 0, MCSMessages: 0, AI: 100 }],
])('where %s is allocated there is nothing to judge', (_, units) => {
  expect(featureOutcome(sessionsAndMessages, factsOf(units))).toMatchObject({
    outcome: 'not-applicable',
    reason: 'No environment that was read has sessions or messages allocated.',
  })
})

test('where the allocations could not be read it is not assessed', () => {
  const statuses = [
    status('power-platform/environments'),
    environmentStatus('power-platform/allocations', { state: 'not-assessed', reason: '403 Forbidden' }),
  ]

  expect(featureOutcome(sessionsAndMessages, featureFacts({ allocations: null, statuses }))).toMatchObject({
    outcome: 'not-assessed',
    open: 0,
    reason: 'power-platform/allocations of Production is not complete (403 Forbidden).',
    needs: ['power-platform/allocations'],
  })
})
