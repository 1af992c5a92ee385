/** The rule of use: a seat is not held by somebody who cannot or does not use it. */
import { citeSources } from '../access/cited-sources.ts'
import { worstState } from '../access/source-state.ts'
import { countWords, listWords } from '../access/words.ts'
import type { SeatFacts, SeatHolder } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { SourceId } from '../model/coverage.ts'
import type { Finding, FindingDraft, FindingSource } from '../model/finding.ts'
import { freeRemedy, heldSkus, holderSubject, planName, seatEvidence, waysWords } from '../seats/held-skus.ts'
import type { HeldSku } from '../seats/held-skus.ts'
import { idlenessOf, type Idleness } from '../seats/idle.ts'
import { listPrices, savingWords, type Prices } from '../seats/list-price.ts'
import { isTrialIn, isUsableIn } from '../seats/quantities.ts'
import type { TenantRule } from './rule.ts'

const id = 'seat-idle'
const needs: readonly SourceId[] = [
  'graph/subscribed-skus',
  'graph/users',
  'graph/sign-ins',
  'power-platform/environments',
  'dataverse/security',
]

export const seatIdle: TenantRule = {
  id,
  scope: 'tenant',
  title: 'Seats are held by people who use them',
  failureTitle: 'Seats are held by people who do not use them',
  description:
    'A seat is idle on a disabled account, on somebody who never signed in since it was assigned or has not signed in for long, and on somebody who can open no environment. It costs as much as one in use, and may go to somebody else once it has been assigned for long enough.',
  notApplicable: 'Nobody holds a seat of a plan of the guide',
  clauses: ['user-licenses', 'reassignment'],
  needs,
  judge(facts) {
    const sources = citeSources(facts.statuses, ['graph/subscribed-skus', 'graph/users', 'graph/sign-ins'], null)
    const context = { facts, sources, prices: listPrices(facts.edition) }
    const isUsable = isUsableIn(facts)
    const judged = facts.holders.flatMap((holder) =>
      heldSkus(holder)
        .filter(({ skuId }) => isUsable(skuId))
        .map((sku) => ({ holder, sku, idleness: idlenessOf(sku, holder, facts) })),
    )
    return {
      applies: judged.length > 0,
      drafts: judged
        .filter(({ idleness }) => idleness.reasons.length > 0)
        .map(({ holder, sku, idleness }) => draftOf(sku, holder, idleness, context)),
      unjudged: judged.length === 0 ? [] : unjudgedOf(judged, facts),
      isCertainOf: (finding) => isCertain(finding, judged, facts),
    }
  },
}

interface Context {
  readonly facts: SeatFacts
  readonly sources: FindingSource[]
  readonly prices: Prices
}

interface Judged {
  readonly holder: SeatHolder
  readonly sku: HeldSku
  readonly idleness: Idleness
}

/** Who holds the seat no more leaves nothing idle; of a seat that is held everything must be known that could make it idle. */
function isCertain({ subject, evidence }: Finding, judged: readonly Judged[], facts: SeatFacts): boolean {
  const { statuses, signIns, access } = facts
  const isRead = (['graph/subscribed-skus', 'graph/users'] as const).every(
    (source) => worstState(statuses, source) === 'complete',
  )
  const skuId = 'skuId' in evidence ? evidence.skuId : null
  const held = judged.find(({ holder, sku }) => holder.person.id === subject.id && sku.skuId === skuId)
  const isKnown = signIns !== null && access.complete && held?.idleness.unknown === null
  return isRead && (held === undefined || isKnown)
}

function unjudgedOf(judged: readonly Judged[], { signIns, access }: SeatFacts): string[] {
  const without = (unknown: Idleness['unknown']): number =>
    judged.filter(({ idleness }) => idleness.reasons.length === 0 && idleness.unknown === unknown).length
  const [unasked, undated] = [without('sign-in'), without('assignment')]
  return [
    ...(signIns === null ? ['who does not sign in could not be judged'] : []),
    ...(access.complete ? [] : ['who can open no environment could not be judged, for not all of them were looked at']),
    ...(unasked === 0 ? [] : [`the sign-ins of the holders of ${countWords(unasked, 'seat')} were not read`]),
    ...(undated === 0
      ? []
      : [`since when ${countWords(undated, 'seat')} of people who never signed in are assigned is not known`]),
  ]
}

function draftOf(sku: HeldSku, holder: SeatHolder, { reasons }: Idleness, context: Context): FindingDraft {
  const { facts, prices, sources } = context
  const { edition } = facts
  const { name } = holder.person
  const plan = planName(sku.plan, edition)
  const reason = reasons.join('; ')
  const saving = isTrialIn(facts)(sku.skuId) ? ' It is a trial and costs nothing.' : savingWords(sku.plan, prices)
  return {
    id: findingId(id, holder.person.id, null, sku.skuId),
    rule: id,
    severity: 'low',
    subject: holderSubject(holder),
    environment: null,
    title: `${name} does not use ${plan}: ${listWords(reasons)}`,
    detail: `${name} holds ${plan}, ${waysWords(sku)}: ${listWords(reasons)}.${saving}`,
    evidence: seatEvidence(sku, holder, facts, reason),
    remedies: [freeRemedy(sku, holder, edition)],
    clauses: ['user-licenses', 'reassignment'],
    sources,
  }
}
