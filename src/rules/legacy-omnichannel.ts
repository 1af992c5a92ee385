/** The rule of the transition: legacy Omnichannel seats, when their term ends and what they must become. */
import { citeSources } from '../access/cited-sources.ts'
import { countWords } from '../access/words.ts'
import type { SeatFacts } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft } from '../model/finding.ts'
import type { Seat } from '../model/pool.ts'
import { planName } from '../seats/held-skus.ts'
import { successorOf } from '../seats/legacy-channels.ts'
import { endWords, isTermCertain, isEndNear, termEndOf, unknownEnds } from '../seats/terms.ts'
import type { TenantRule } from './rule.ts'

const id = 'legacy-omnichannel'

export const legacyOmnichannel: TenantRule = {
  id,
  scope: 'tenant',
  title: 'Legacy Omnichannel licenses are followed by Contact Center licenses in time',
  failureTitle: 'Legacy Omnichannel licenses end soon and need a successor',
  description:
    'Omnichannel add-ons to Customer Service are sold no longer. They last until the end of the term and may be renewed for one more; then they become the equivalent Contact Center add-on, or Customer Service Premium. From 90 days before the end of a term on, that is more than information.',
  notApplicable: 'The tenant holds no legacy Omnichannel license',
  clauses: ['omnichannel-renewal', 'omnichannel-faq'],
  needs: ['graph/subscribed-skus', 'graph/subscriptions'],
  judge(facts) {
    const legacy = (facts.seats ?? []).filter(({ plan, counted }) => plan === 'legacy-omnichannel' && counted > 0)
    const skuIds = legacy.map(({ skuId }) => skuId)
    return {
      applies: legacy.length > 0,
      drafts: legacy.map((seat) => draftOf(seat, facts)),
      unjudged: unknownEnds(skuIds, facts),
      isCertainOf: (finding) => isTermCertain(finding, skuIds, facts),
    }
  },
}

function draftOf(seat: Seat, facts: SeatFacts): FindingDraft {
  const { skuId, skuPartNumber, counted, assigned } = seat
  const { edition, settings, now } = facts
  const termEnds = termEndOf(skuId, facts)
  const successor = successorOf(facts.skus.get(skuId)?.servicePlanIds ?? [])
  const isNear = isEndNear(termEnds, now)
  const becomes = `${planName(successor, edition)} or ${planName('customer-service-premium', edition)}`
  return {
    id: findingId(id, skuId, null),
    rule: id,
    severity: isNear ? 'medium' : 'info',
    subject: { kind: 'subscription', id: skuId, name: skuPartNumber, upn: null },
    environment: null,
    title: `${countWords(counted, 'legacy Omnichannel license')} (${skuPartNumber}): the term ends ${endWords(termEnds)}`,
    detail: `${counted} purchased and ${assigned} assigned licenses of ${skuPartNumber}. ${renewalWords(settings.omnichannelRenewed)} The equivalent is ${becomes}. ${differenceWords}`,
    evidence: { skuId, units: counted, assigned, termEnds, successor },
    remedies: [
      { text: `Plan the move to ${becomes} for the ${assigned} assigned seats.`, kind: 'buy', target: successor },
      ...(settings.omnichannelRenewed ? [] : [renewalRemedy]),
    ],
    clauses: ['omnichannel-renewal', 'omnichannel-faq'],
    sources: citeSources(facts.statuses, ['graph/subscribed-skus', 'graph/subscriptions'], null),
  }
}

function renewalWords(renewed: boolean): string {
  return renewed
    ? 'The one renewal that the guide allows has been taken, so they must be replaced at the end of this term.'
    : 'The guide allows one renewal for one more term; at the renewal after it they must be replaced.'
}

const renewalRemedy = {
  text: 'Check whether the one renewal has been taken already, and say so in SEATLEDGER_OMNICHANNEL_RENEWED.',
  kind: 'review' as const,
  target: null,
}

const differenceWords =
  'The guide says this twice and not alike: its FAQ 1 that customers should be brought to them, its Appendix that they will need to move.'
