/** The rule of quantities: no more seats are assigned than were bought. */
import { citeSources } from '../access/cited-sources.ts'
import { countWords } from '../access/words.ts'
import type { SeatFacts } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft } from '../model/finding.ts'
import type { Seat } from '../model/pool.ts'
import { planName } from '../seats/held-skus.ts'
import type { TenantRule } from './rule.ts'

const id = 'seat-overassigned'

export const seatOverassigned: TenantRule = {
  id,
  scope: 'tenant',
  title: 'No more seats are assigned than were bought',
  failureTitle: 'More seats are assigned than were bought',
  description:
    'Every account that uses the product needs a license of its own. Assigned are more seats than the tenant has bought and can use; seats of a subscription in grace still count for a time, and what rests on them alone is graded lower.',
  notApplicable: 'No subscription of the tenant has a plan of the guide',
  clauses: ['user-licenses'],
  needs: ['graph/subscribed-skus'],
  judge(facts) {
    const seats = facts.seats ?? []
    return { applies: seats.length > 0, drafts: seats.flatMap((seat) => draftsOf(seat, facts)) }
  },
}

function draftsOf(seat: Seat, facts: SeatFacts): FindingDraft[] {
  const { skuId, skuPartNumber, plan, enabled, warning, assigned } = seat
  const usable = enabled + warning
  if (assigned <= enabled) return []
  const isCoveredByGrace = assigned <= usable
  const limit = isCoveredByGrace ? enabled : usable
  const name = planName(plan, facts.edition)
  return [
    {
      id: findingId(id, skuId, null),
      rule: id,
      severity: isCoveredByGrace ? 'low' : 'medium',
      subject: { kind: 'subscription', id: skuId, name: skuPartNumber, upn: null },
      environment: null,
      title: `${countWords(assigned, 'seat')} of ${name} assigned, ${isCoveredByGrace ? `${enabled} paid and ${warning} in grace` : `${usable} bought`}`,
      detail: `${skuPartNumber}: ${assigned} assigned, ${enabled} enabled, ${warning} in grace${graceEnd(seat)}${unusableWords(seat)}. ${
        isCoveredByGrace
          ? `For ${assigned - enabled} of the assigned seats there is only a unit in grace, which ends.`
          : `For ${assigned - usable} of the assigned seats there is no unit.`
      }`,
      evidence: { skuId, plan, units: usable, limit, assigned, grace: warning },
      remedies: [
        { text: `Buy or renew ${countWords(assigned - limit, 'seat')} of ${name}.`, kind: 'buy', target: plan },
        {
          text: `Free seats that nobody uses: \`seatledger seats --by user\` shows who holds them.`,
          kind: 'review',
          target: skuId,
        },
      ],
      clauses: ['user-licenses'],
      sources: citeSources(facts.statuses, ['graph/subscribed-skus'], null),
    },
  ]
}

function graceEnd({ graceUntil }: Seat): string {
  return graceUntil === null ? '' : ` until ${graceUntil.slice(0, 10)}`
}

function unusableWords({ suspended, lockedOut }: Seat): string {
  const unusable = suspended + lockedOut
  return unusable === 0 ? '' : `, ${unusable} suspended or locked out, which do not count`
}
