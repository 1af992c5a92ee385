/** The seats document: by SKU with what the rules found, and one row per person with verdict and saving. */
import { describe, expect, test } from 'vitest'
import { makeHead } from '../../src/documents/head.ts'
import { seatsDocument } from '../../src/documents/seats.ts'
import type { HolderFacts } from '../../src/facts/read-seat-facts.ts'
import type { SeatHolder } from '../../src/facts/seat-facts.ts'
import { SeatsDocument } from '../../src/model/documents.ts'
import type { SeatEvidence } from '../../src/model/evidence.ts'
import type { Finding, RuleOutcome } from '../../src/model/finding.ts'
import type { PlanId } from '../../src/model/pool.ts'
import type { StoredRuleRun } from '../../src/model/run.ts'
import { listPrices } from '../../src/seats/list-price.ts'
import type { Scales } from '../../src/seats/overlap.ts'
import { SeatUse } from '../../src/seats/use.ts'
import { data } from '../entitlements/tenant.ts'
import { daysAgo, edition, held, holder, now, seat, skuOf } from '../facts/seat-facts.ts'
import { finding } from '../findings/finding.ts'

const head = makeHead({
  version: '0.1.0',
  tenantId: 't',
  tenantName: null,
  runId: 'r',
  asOf: now,
  edition,
  data,
  coverage: [],
})
const seats = [seat('digital'), seat('voice')]
const seatRules = ['seat-prerequisite', 'seat-reassigned-early', 'seat-idle', 'seat-duplicate']

function run(rule: string, about: Partial<StoredRuleRun> = {}): StoredRuleRun {
  return { rule, applies: true, errors: [], unjudged: [], remarks: [], notApplicable: null, ...about }
}

function outcome(rule: string, about: Partial<RuleOutcome> = {}): RuleOutcome {
  return { rule, outcome: 'pass', open: 0, reason: null, needs: [], ...about }
}

/** An open finding about one seat of one person. */
function found(rule: string, personId: string, plan: PlanId, about: Partial<Finding> = {}): Finding {
  const evidence: SeatEvidence = {
    skuId: skuOf(plan),
    plan,
    seats: [plan],
    assignedVia: 'direct',
    group: null,
    lastSignIn: null,
    reason: 'a reason',
  }
  const subject = { kind: 'user' as const, id: personId, name: personId, upn: null }
  const id = `${rule}-${personId}-${plan}`
  return finding({ id, rule, severity: 'low', environment: null, subject, evidence, ...about })
}

function useOf(
  findings: Finding[],
  runs: StoredRuleRun[] = seatRules.map((rule) => run(rule)),
  more: RuleOutcome[] = [],
) {
  return new SeatUse(findings, [...seatRules.map((rule) => outcome(rule)), ...more], runs)
}

const scales: Scales = { edition, prices: listPrices(edition), isTrial: (skuId) => skuId === 'sku-trial' }
const nobody: HolderFacts = { holders: [], signIns: null, access: { environmentsOf: new Map(), complete: false } }

function documentOf(use: SeatUse, facts?: Partial<HolderFacts>, by: Scales = scales): SeatsDocument {
  const holders = facts === undefined ? undefined : { facts: { ...nobody, ...facts }, scales: by }
  const document = seatsDocument({ head, seats, unknownSkus: [], use, historySince: daysAgo(10), holders })
  expect(SeatsDocument.parse(document)).toEqual(document)
  return document
}

const rowOf = (use: SeatUse, one: SeatHolder, facts: Partial<HolderFacts> = {}, by: Scales = scales) =>
  documentOf(use, { holders: [one], ...facts }, by).people?.[0]

const counts = (use: SeatUse) =>
  documentOf(use).seats.map(({ plan, idle, duplicate, moved }) => [plan, idle, duplicate, moved])

describe('by SKU', () => {
  test('open findings are counted, each under its own SKU', () => {
    const moved = { skuId: skuOf('voice'), from: 'a', to: 'b', assignedAt: now, movedAt: now, boundUntil: null }
    const use = useOf([
      found('seat-idle', 'ada', 'digital'),
      found('seat-idle', 'bea', 'digital', { stale: true }),
      found('seat-duplicate', 'ada', 'voice'),
      found('seat-reassigned-early', 'b', 'voice', { evidence: { ...moved, historySince: now } }),
    ])

    expect(counts(use)).toEqual([
      ['digital', 2, 0, 0],
      ['voice', 0, 1, 1],
    ])
    expect(documentOf(use).historySince).toBe(daysAgo(10))
    expect(documentOf(use).people).toBeUndefined()
  })

  test('a possible saving is no duplicate, and neither is what is waived, resolved or of another rule', () => {
    const use = useOf([
      found('seat-duplicate', 'ada', 'digital', { severity: 'info' }),
      found('seat-idle', 'ada', 'digital', { status: 'waived' }),
      found('seat-idle', 'bea', 'digital', { status: 'resolved' }),
      found('addon-quantity', 'ada', 'digital'),
      finding(),
    ])

    expect(counts(use)).toEqual([
      ['digital', 0, 0, 0],
      ['voice', 0, 0, 0],
    ])
  })

  test.each([
    ['a source was not read', [run('seat-idle')], [outcome('seat-idle', { needs: ['graph/sign-ins'] })]],
    ['a part could not be judged', [run('seat-idle', { unjudged: ['a part'] })], []],
    ['the rule failed', [run('seat-idle', { errors: ['a fault'] })], []],
    ['the run knew no such rule', [], []],
  ])('not known where %s, unless something was found', (_what, runs, more) => {
    const others = seatRules.filter((rule) => rule !== 'seat-idle').map((rule) => run(rule))
    const use = useOf([found('seat-idle', 'ada', 'digital')], [...others, ...runs], more)

    expect(counts(use)).toEqual([
      ['digital', 1, 0, 0],
      ['voice', null, 0, 0],
    ])
  })
})

const savingOf = (one: SeatHolder, findings: Finding[], by: Scales = scales) =>
  rowOf(useOf(findings), one, {}, by)?.saving

describe('by person', () => {
  test('seats with the way they came, sign-in and environments', () => {
    const agents = { id: 'g1', name: 'Agents' }
    const ada = holder('ada', [held('digital'), held('voice', { via: 'group', group: agents, since: null })])
    const facts = {
      signIns: new Map([['ada', daysAgo(2)]]),
      access: { environmentsOf: new Map([['ada', 3]]), complete: true },
    }

    expect(rowOf(useOf([]), ada, facts)).toEqual({
      id: 'ada',
      name: 'Ada',
      upn: 'ada@contoso.example',
      seats: [
        { plan: 'digital', skuId: 'sku-digital', via: 'direct', group: null, since: daysAgo(365) },
        { plan: 'voice', skuId: 'sku-voice', via: 'group', group: agents, since: null },
      ],
      lastSignIn: daysAgo(2),
      environments: 3,
      verdict: 'ok',
      saving: null,
    })
  })

  test('what was not read is not known, and nothing is none where all was read', () => {
    const ada = holder('ada', ['digital'])
    const access = { environmentsOf: new Map(), complete: true }

    expect(rowOf(useOf([]), ada)).toMatchObject({ lastSignIn: null, environments: null })
    expect(rowOf(useOf([]), ada, { access })).toMatchObject({ environments: 0 })
  })

  describe('verdict', () => {
    const ada = holder('ada', ['digital-addon', 'digital'])
    const verdictOf = (...args: Parameters<typeof useOf>) => rowOf(useOf(...args), ada)?.verdict

    test('the gravest finding names it', () => {
      const idle = found('seat-idle', 'ada', 'digital')
      const duplicate = found('seat-duplicate', 'ada', 'digital')
      const lacking = found('seat-prerequisite', 'ada', 'digital-addon', { severity: 'medium' })

      expect(verdictOf([duplicate])).toBe('duplicate')
      expect(verdictOf([duplicate, idle])).toBe('idle')
      expect(verdictOf([duplicate, idle, lacking])).toBe('no-prerequisite')
    })

    test('ok with a possible saving, a waived finding, or one of somebody else', () => {
      const info = found('seat-duplicate', 'ada', 'digital', { severity: 'info' })
      const waived = found('seat-idle', 'ada', 'digital', { status: 'waived' })

      expect(verdictOf([info, waived, found('seat-idle', 'bea', 'digital')])).toBe('ok')
    })

    test.each(['seat-prerequisite', 'seat-idle', 'seat-duplicate'])('not assessed where %s was not whole', (rule) => {
      const runs = seatRules.map((id) => run(id, id === rule ? { unjudged: ['a part'] } : {}))

      expect(verdictOf([], runs)).toBe('not-assessed')
    })

    test('early moves make no verdict', () => {
      const runs = seatRules.map((id) => run(id, id === 'seat-reassigned-early' ? { unjudged: ['history'] } : {}))

      expect(verdictOf([], runs)).toBe('ok')
    })
  })

  describe('saving', () => {
    test('each seat that could go, once, at its list price', () => {
      const ada = holder('ada', ['digital', 'voice', 'customer-service-premium'])
      const both = [found('seat-duplicate', 'ada', 'digital'), found('seat-idle', 'ada', 'digital')]

      expect(savingOf(ada, both)).toBe(95)
      expect(savingOf(ada, [...both, found('seat-idle', 'ada', 'customer-service-premium')])).toBe(290)
    })

    test('Digital and Voice apart save the difference to the combined seat', () => {
      const info = found('seat-duplicate', 'ada', 'digital', { severity: 'info' })

      expect(savingOf(holder('ada', ['digital', 'voice']), [info])).toBe(80)
      expect(savingOf(holder('ada', ['digital', 'voice']), [info, found('seat-idle', 'ada', 'voice')])).toBe(95)
    })

    test('the operator’s price wins, rounded to 3 decimals', () => {
      const price = { monthly: 70.12345, currency: 'USD', source: 'quote' }
      const prices = listPrices(edition, new Map([['digital', price]]))

      expect(savingOf(holder('ada', ['digital']), [found('seat-idle', 'ada', 'digital')], { ...scales, prices })).toBe(
        70.123,
      )
    })

    test('none, or not known: nothing found, a missing prerequisite, a trial, no price, two currencies', () => {
      const digital = holder('ada', ['digital'])
      const idle = [found('seat-idle', 'ada', 'digital')]
      const trial = { ...scales, isTrial: () => true }
      const unpriced = { ...scales, prices: new Map() }
      const euro = { monthly: 90, currency: 'EUR', source: 'quote' }
      const mixed = { ...scales, prices: listPrices(edition, new Map([['voice', euro]])) }
      const two = holder('ada', ['digital', 'voice'])

      expect(savingOf(digital, [])).toBeNull()
      expect(savingOf(digital, [found('seat-prerequisite', 'ada', 'digital')])).toBeNull()
      expect(savingOf(digital, idle, trial)).toBeNull()
      expect(savingOf(digital, idle, unpriced)).toBeNull()
      expect(savingOf(two, [...idle, found('seat-idle', 'ada', 'voice')], mixed)).toBeNull()
    })

    test('a stale finding about a seat that is no longer held saves nothing', () => {
      expect(savingOf(holder('ada', ['voice']), [found('seat-idle', 'ada', 'digital', { stale: true })])).toBeNull()
    })
  })
})
