/** The rule of maxima: no more add-on seats of a kind than seats of Customer Service Enterprise. Counts are purchased units. */
import { citeSources } from '../access/cited-sources.ts'
import { countWords } from '../access/words.ts'
import type { SeatFacts } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft } from '../model/finding.ts'
import type { PlanId, Seat } from '../model/pool.ts'
import { planName } from '../seats/held-skus.ts'
import { unknownTrials } from '../seats/quantities.ts'
import type { TenantRule } from './rule.ts'

const id = 'addon-quantity'
const base: PlanId = 'customer-service-enterprise'

export const addonQuantity: TenantRule = {
  id,
  scope: 'tenant',
  title: 'There are no more Contact Center add-ons than Customer Service Enterprise licenses',
  failureTitle: 'There are more Contact Center add-ons than Customer Service Enterprise licenses',
  description:
    'The guide caps each of the three add-ons at the number of Customer Service Enterprise licenses. Purchased licenses count, those in grace too, trials do not; Customer Service Premium is no Customer Service Enterprise license here. That the cap might hold for the three add-ons together is another reading, told for information.',
  notApplicable: 'The tenant holds no Contact Center add-on',
  clauses: ['prerequisites'],
  needs: ['graph/subscribed-skus'],
  judge(facts) {
    const seats = facts.seats ?? []
    const addons = facts.edition.plans
      .filter(({ prerequisite }) => prerequisite === base)
      .map((plan) => seats.filter((seat) => seat.plan === plan.id && seat.counted > 0))
    const limit = unitsOf(seats.filter(({ plan }) => plan === base))
    const all = addons.flat()
    return {
      applies: all.length > 0,
      drafts: [...addons.flatMap((own) => ofPlan(own, limit, facts)), ...ofSum(all, limit, facts)],
      unjudged: unknownTrials([...all, ...seats.filter(({ plan }) => plan === base)]),
    }
  },
}

function unitsOf(seats: readonly Seat[]): number {
  return seats.reduce((units, { counted }) => units + counted, 0)
}

/** Several SKUs of one add-on are one finding, about the first of them. */
function ofPlan(own: readonly Seat[], limit: number, facts: SeatFacts): FindingDraft[] {
  const [first] = own
  const units = unitsOf(own)
  if (first === undefined || units <= limit) return []
  const { edition } = facts
  const addon = planName(first.plan, edition)
  return [
    {
      ...draftOf(facts, limit),
      id: findingId(id, first.skuId, null),
      severity: 'medium',
      subject: { kind: 'subscription', id: first.skuId, name: first.skuPartNumber, upn: null },
      title: `${countWords(units, 'license')} of ${addon}, and only ${limit} of ${planName(base, edition)}`,
      detail: `The tenant holds ${units} purchased licenses of ${addon} and ${limit} of ${planName(base, edition)}: ${units - limit} more than the guide allows.${graceWords(own)}`,
      evidence: evidenceOf(own, limit, first),
    },
  ]
}

function ofSum(all: readonly Seat[], limit: number, facts: SeatFacts): FindingDraft[] {
  const { tenant, edition } = facts
  const units = unitsOf(all)
  if (units <= limit) return []
  return [
    {
      ...draftOf(facts, limit),
      id: findingId(id, tenant.id, null, 'sum'),
      severity: 'info',
      subject: { kind: 'tenant', id: tenant.id, name: tenant.name, upn: null },
      title: `${countWords(units, 'add-on license')} together, and only ${limit} of ${planName(base, edition)}`,
      detail: `By another reading of the guide, the cap holds for the three add-ons together: the tenant holds ${units} of them and ${limit} of ${planName(base, edition)}. The guide's text caps each add-on by itself.${graceWords(all)}`,
      evidence: evidenceOf(all, limit, null),
    },
  ]
}

/** What both findings share. */
function draftOf({ statuses, edition }: SeatFacts, limit: number) {
  return {
    rule: id,
    environment: null,
    remedies: [
      {
        text: `Buy ${planName(base, edition)} licenses, or reduce the add-ons to ${limit} at the next renewal.`,
        kind: 'buy' as const,
        target: base,
      },
    ],
    clauses: ['prerequisites'],
    sources: citeSources(statuses, ['graph/subscribed-skus', 'graph/subscriptions'], null),
  }
}

function evidenceOf(own: readonly Seat[], limit: number, of: Seat | null): FindingDraft['evidence'] {
  return {
    skuId: of?.skuId ?? null,
    plan: of?.plan ?? null,
    units: unitsOf(own),
    limit,
    assigned: own.reduce((sum, { assigned }) => sum + assigned, 0),
    grace: own.reduce((sum, { warning }) => sum + warning, 0),
  }
}

function graceWords(own: readonly Seat[]): string {
  const grace = own.reduce((sum, { warning }) => sum + warning, 0)
  return grace === 0 ? '' : ` In grace: ${grace} of the add-on licenses.`
}
