/** Which requests the findings of seats and subscriptions cite: those of the sources that they rest on, and no others. */
import { expect, test } from 'vitest'
import type { SeatFacts } from '../../src/facts/seat-facts.ts'
import type { SourceId } from '../../src/model/coverage.ts'
import { addonQuantity } from '../../src/rules/addon-quantity.ts'
import { dualUseExpiring } from '../../src/rules/dual-use-expiring.ts'
import { legacyOmnichannel } from '../../src/rules/legacy-omnichannel.ts'
import { poolOverage } from '../../src/rules/pool-overage.ts'
import type { TenantRule } from '../../src/rules/rule.ts'
import { seatDuplicate } from '../../src/rules/seat-duplicate.ts'
import { seatIdle } from '../../src/rules/seat-idle.ts'
import { seatOverassigned } from '../../src/rules/seat-overassigned.ts'
import { seatPrerequisite } from '../../src/rules/seat-prerequisite.ts'
import { holder, seat, seatFacts, settings, sku, status } from '../facts/seat-facts.ts'
import { poolOf } from '../usage/pool.ts'

const statuses = (
  [
    'graph/subscribed-skus',
    'graph/subscriptions',
    'graph/users',
    'graph/sign-ins',
    'graph/audit',
    'power-platform/environments',
    'power-platform/tenant-capacity',
  ] as const
).map((source) => status(source))

const over = { status: 'over', entitled: 1, consumed: 2 } as const

test.each<[string, TenantRule, Partial<SeatFacts>, SourceId[]]>([
  ['addon-quantity', addonQuantity, { seats: [seat('voice-addon')] }, ['graph/subscribed-skus', 'graph/subscriptions']],
  [
    'dual-use-expiring',
    dualUseExpiring,
    { settings: settings({ usesOnPremises: true }), skus: new Map([sku('sku-sales', { dynamicsUnits: 5 })]) },
    ['graph/subscribed-skus', 'graph/subscriptions'],
  ],
  [
    'legacy-omnichannel',
    legacyOmnichannel,
    { seats: [seat('legacy-omnichannel')] },
    ['graph/subscribed-skus', 'graph/subscriptions'],
  ],
  [
    'pool-overage of storage',
    poolOverage,
    { pools: [poolOf('dataverse-database', over)] },
    ['graph/subscribed-skus', 'power-platform/tenant-capacity'],
  ],
  ['pool-overage of a month', poolOverage, { pools: [poolOf('record-routes', over)] }, ['graph/subscribed-skus']],
  [
    'seat-duplicate',
    seatDuplicate,
    { seats: [seat('digital'), seat('digital-voice')], holders: [holder('ada', ['digital', 'digital-voice'])] },
    ['graph/subscribed-skus', 'graph/users'],
  ],
  [
    'seat-idle',
    seatIdle,
    { seats: [seat('digital')], holders: [holder('ada', ['digital'], { isDisabled: true })] },
    ['graph/subscribed-skus', 'graph/users', 'graph/sign-ins'],
  ],
  [
    'seat-overassigned',
    seatOverassigned,
    { seats: [seat('digital', { enabled: 1, assigned: 2 })] },
    ['graph/subscribed-skus'],
  ],
  [
    'seat-prerequisite',
    seatPrerequisite,
    { seats: [seat('voice-addon')], holders: [holder('ada', ['voice-addon'])] },
    ['graph/subscribed-skus', 'graph/users'],
  ],
])('%s', (_, rule, about, sources) => {
  const { drafts } = rule.judge(seatFacts({ statuses, ...about }))

  expect(drafts.length).toBeGreaterThan(0)
  for (const draft of drafts) expect(draft.sources.map(({ source }) => source)).toEqual(sources)
})
