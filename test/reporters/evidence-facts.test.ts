/** The evidence of any rule as lines: the field in words, the value as a person reads it. */
import { describe, expect, it } from 'vitest'
import { factLines } from '../../src/reporters/terminal/evidence-facts.ts'

describe('factLines', () => {
  it('names fields in words and leaves out what is shown apart', () => {
    expect(
      factLines({
        accountKind: 'application',
        accessMode: 4,
        applicationId: null,
        dualWrite: false,
        tables: [],
      }),
    ).toEqual(['  account kind: application', '  access mode: 4', '  application id: not known', '  dual write: no'])
  })

  it('shows lists, groups and times', () => {
    expect(
      factLines({
        skuId: 'sku',
        plan: 'digital',
        seats: ['digital', 'voice'],
        assignedVia: 'group',
        group: { id: 'group', name: null },
        lastSignIn: '2026-11-20T09:00:00Z',
        reason: 'never used',
      }),
    ).toEqual([
      '  sku id: sku',
      '  plan: digital',
      '  seats: digital, voice',
      '  assigned via: group',
      '  group: group not known',
      '  last sign in: 2026-11-20 09:00 UTC',
      '  reason: never used',
    ])
    expect(factLines({ voiceSeats: 1200, environmentsAssessed: 1, providers: [] })).toEqual([
      '  voice seats: 1,200',
      '  environments assessed: 1',
      '  providers: none',
    ])
    expect(factLines({ external: true, roles: [], apps: [] })[0]).toBe('  external: yes')
  })
})
