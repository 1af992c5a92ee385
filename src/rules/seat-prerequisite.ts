/** The rule of prerequisites: whoever holds an add-on seat holds Customer Service Enterprise too. */
import { citeSources } from '../access/cited-sources.ts'
import type { SeatFacts, SeatHolder } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft, FindingSource } from '../model/finding.ts'
import { freeRemedy, holderSubject, licensingSkus, planName, seatEvidence, waysWords } from '../seats/held-skus.ts'
import type { HeldSku } from '../seats/held-skus.ts'
import { customerServiceFamily } from '../seats/overlap.ts'
import type { TenantRule } from './rule.ts'

const id = 'seat-prerequisite'

export const seatPrerequisite: TenantRule = {
  id,
  scope: 'tenant',
  title: 'Whoever holds a Contact Center add-on holds Customer Service Enterprise',
  failureTitle: 'People hold a Contact Center add-on without Customer Service Enterprise',
  description:
    'A Contact Center add-on stands on Customer Service Enterprise: the same person must hold that license, a trial of it, or Customer Service Premium, which includes it.',
  notApplicable: 'Nobody holds a Contact Center add-on',
  clauses: ['prerequisites'],
  needs: ['graph/subscribed-skus', 'graph/users'],
  judge(facts) {
    const sources = citeSources(facts.statuses, ['graph/subscribed-skus', 'graph/users'], null)
    const addons = new Set(
      facts.edition.plans.filter(({ prerequisite }) => prerequisite !== null).map((plan) => plan.id),
    )
    const held = facts.holders.map((holder) => ({
      holder,
      skus: licensingSkus(holder).filter(({ plan }) => addons.has(plan)),
    }))
    return {
      applies: held.some(({ skus }) => skus.length > 0),
      drafts: held
        .filter(({ holder }) => !holder.person.profile.families.has(customerServiceFamily))
        .flatMap(({ holder, skus }) => skus.map((sku) => draftOf(sku, holder, facts, sources))),
    }
  },
}

function draftOf(sku: HeldSku, holder: SeatHolder, facts: SeatFacts, sources: FindingSource[]): FindingDraft {
  const { edition } = facts
  const { name } = holder.person
  const addon = planName(sku.plan, edition)
  const base = planName('customer-service-enterprise', edition)
  const reason = `no ${base} license`
  return {
    id: findingId(id, holder.person.id, null, sku.skuId),
    rule: id,
    severity: 'medium',
    subject: holderSubject(holder),
    environment: null,
    title: `${name} holds ${addon} without ${base}`,
    detail: `${name} holds ${addon}, ${waysWords(sku)}, and none of ${name}'s licenses includes ${base}. The add-on may be used only by somebody who holds it.`,
    evidence: seatEvidence(sku, holder, facts, reason),
    remedies: [
      {
        text: `Assign ${base} to ${name}, or ${planName('customer-service-premium', edition)} instead of both.`,
        kind: 'assign-license',
        target: customerServiceFamily,
      },
      freeRemedy(sku, holder, edition),
    ],
    clauses: ['prerequisites'],
    sources,
  }
}
