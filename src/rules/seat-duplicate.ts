/** The rule of overlap: no person holds two seats of which one covers the other. */
import { citeSources } from '../access/cited-sources.ts'
import { listWords } from '../access/words.ts'
import type { SeatFacts, SeatHolder } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { FindingDraft, FindingSource } from '../model/finding.ts'
import { freeRemedy, heldSkus, holderSubject, planName, seatEvidence, waysWords } from '../seats/held-skus.ts'
import { listPrices, savingWords } from '../seats/list-price.ts'
import { duplicatesOf, separateOf, type Duplicate, type Scales, type Separate } from '../seats/overlap.ts'
import { isTrialIn } from '../seats/quantities.ts'
import type { TenantRule } from './rule.ts'

const id = 'seat-duplicate'

export const seatDuplicate: TenantRule = {
  id,
  scope: 'tenant',
  title: 'Nobody holds two seats of which one covers the other',
  failureTitle: 'People hold two seats of which one covers the other',
  description:
    'Customer Service Premium includes both channels and Customer Service Enterprise, and a combined Contact Center seat includes Digital and Voice. Whoever holds a part beside the whole holds it twice. Digital and Voice as two seats are no duplicate, but one combined seat may cost less.',
  notApplicable: 'Nobody holds a seat of a plan of the guide',
  clauses: ['subscription-plans'],
  needs: ['graph/subscribed-skus', 'graph/users'],
  judge(facts) {
    const context = {
      facts,
      scales: { edition: facts.edition, prices: listPrices(facts.edition), isTrial: isTrialIn(facts) },
      sources: citeSources(facts.statuses, ['graph/subscribed-skus', 'graph/users'], null),
    }
    return {
      applies: facts.holders.length > 0,
      drafts: facts.holders.flatMap((holder) => draftsOf(holder, context)),
    }
  },
}

interface Context {
  readonly facts: SeatFacts
  readonly scales: Scales
  readonly sources: FindingSource[]
}

function draftsOf(holder: SeatHolder, context: Context): FindingDraft[] {
  if (heldSkus(holder).length < 2) return []
  const duplicates = duplicatesOf(holder, context.scales)
  const going = new Set(duplicates.map(({ sku }) => sku.skuId))
  const separate = separateOf(holder, going, context.scales)
  return [
    ...duplicates.map((duplicate) => duplicateDraft(duplicate, holder, context)),
    ...(separate === null ? [] : [separateDraft(separate, holder, context)]),
  ]
}

function duplicateDraft(duplicate: Duplicate, holder: SeatHolder, context: Context): FindingDraft {
  const { sku, coveredBy, alsoLicenses } = duplicate
  const { facts, scales } = context
  const { name } = holder.person
  const part = planName(sku.plan, facts.edition)
  const whole = planName(coveredBy.plan, facts.edition)
  const isBundle = alsoLicenses.length > 0
  const saving = scales.isTrial(sku.skuId)
    ? ' The seat that could go is a trial and costs nothing.'
    : savingWords(sku.plan, scales.prices)
  const bundle = ` Its SKU also licenses ${listWords(alsoLicenses)}, which ${whole} does not: check first whether that is used.`
  return {
    ...shared(sku.skuId, holder, context),
    severity: 'low',
    title: `${name} holds ${part}, which ${whole} already covers`,
    detail: `${name} holds ${whole}, ${waysWords(coveredBy)}, and ${part}, ${waysWords(sku)}. Everything that ${part} opens is open already.${isBundle ? bundle : saving}`,
    evidence: seatEvidence(sku, holder, facts, `covered by ${whole}`),
    remedies: [freeRemedy(sku, holder, facts.edition)],
  }
}

function separateDraft(separate: Separate, holder: SeatHolder, context: Context): FindingDraft {
  const { digital, voice, combined, saving } = separate
  const { edition } = context.facts
  const { name } = holder.person
  const both = `${planName(digital.plan, edition)} and ${planName(voice.plan, edition)}`
  const cost = saving === null ? '' : ` It costs ${saving.monthly} ${saving.currency} a month less at the list price.`
  return {
    ...shared(digital.skuId, holder, context),
    severity: 'info',
    title: `${name} holds Digital and Voice as two seats`,
    detail: `${name} holds ${both}. That is no duplicate; ${planName(combined, edition)} opens both channels with one seat.${cost}`,
    evidence: seatEvidence(digital, holder, context.facts, 'Digital and Voice held separately'),
    remedies: [
      {
        text: `At the next renewal, compare ${both} with ${planName(combined, edition)}.`,
        kind: 'buy',
        target: combined,
      },
    ],
  }
}

function shared(skuId: string, holder: SeatHolder, { sources }: Context) {
  return {
    id: findingId(id, holder.person.id, null, skuId),
    rule: id,
    subject: holderSubject(holder),
    environment: null,
    clauses: ['subscription-plans'],
    sources,
  }
}
