/** The rule of dual use: rights to on-premises servers that end with a Dynamics 365 subscription. */
import { citeSources } from '../access/cited-sources.ts'
import { countWords } from '../access/words.ts'
import type { SeatFacts, SkuFacts } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft } from '../model/finding.ts'
import { compareText } from '../model/text-order.ts'
import { endWords, isTermCertain, isEndNear, termEndOf, unknownEnds } from '../seats/terms.ts'
import type { TenantRule } from './rule.ts'

const id = 'dual-use-expiring'

export const dualUseExpiring: TenantRule = {
  id,
  scope: 'tenant',
  title: 'The on-premises use of Dynamics 365 outlives no subscription',
  failureTitle: 'Rights to use Dynamics 365 on-premises end soon with a subscription',
  description:
    'Dynamics 365 licenses allow the matching software on the own servers too. These rights end with the cloud subscription. Only where the operator says that on-premises servers are used; from 90 days before the end of a term on, that is more than information.',
  notApplicable: 'The tenant holds no Dynamics 365 subscription',
  clauses: ['dual-use'],
  needs: ['graph/subscribed-skus', 'graph/subscriptions'],
  judge(facts) {
    if (!facts.settings.usesOnPremises) {
      return {
        applies: false,
        drafts: [],
        notApplicable: 'The operator does not say that on-premises servers are used (SEATLEDGER_ON_PREMISES)',
      }
    }
    const held = [...facts.skus]
      .filter(([, { dynamicsUnits }]) => dynamicsUnits > 0)
      .toSorted(([a], [b]) => compareText(a, b))
    const skuIds = held.map(([skuId]) => skuId)
    return {
      applies: held.length > 0,
      drafts: held.map(([skuId, sku]) => draftOf(skuId, sku, facts)),
      unjudged: unknownEnds(skuIds, facts),
      isCertainOf: (finding) => isTermCertain(finding, skuIds, facts),
    }
  },
}

function draftOf(skuId: string, { partNumber, dynamicsUnits }: SkuFacts, facts: SeatFacts): FindingDraft {
  const termEnds = termEndOf(skuId, facts)
  return {
    id: findingId(id, skuId, null),
    rule: id,
    severity: isEndNear(termEnds, facts.now) ? 'low' : 'info',
    subject: { kind: 'subscription', id: skuId, name: partNumber, upn: null },
    environment: null,
    title: `The on-premises rights of ${partNumber} end ${endWords(termEnds)}`,
    detail: `The tenant holds ${countWords(dynamicsUnits, 'purchased license')} of ${partNumber}. What their holders may use on-premises ends with this subscription, ${endWords(termEnds)}. Which on-premises license an online one stands for is in the Dual Use Rights section of the Product Terms.`,
    evidence: { skuId, termEnds },
    remedies: [
      {
        text: `Renew ${partNumber}, or stop the on-premises use that rests on it by then.`,
        kind: 'review',
        target: skuId,
      },
    ],
    clauses: ['dual-use'],
    sources: citeSources(facts.statuses, ['graph/subscribed-skus', 'graph/subscriptions'], null),
  }
}
