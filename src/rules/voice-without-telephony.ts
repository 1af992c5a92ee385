/** The rule of telephony: who pays for Voice seats has something to telephone with. */
import { citeSources } from '../access/cited-sources.ts'
import { worstState } from '../access/source-state.ts'
import { countWords, listWords } from '../access/words.ts'
import type { SeatFacts } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { TelephonyProvider } from '../model/features.ts'
import type { FindingDraft } from '../model/finding.ts'
import type { Seat } from '../model/pool.ts'
import { planName } from '../seats/held-skus.ts'
import type { TenantRule, TenantVerdict } from './rule.ts'

const id = 'voice-without-telephony'

const providerNames: Readonly<Record<TelephonyProvider['kind'], string>> = {
  'azure-communication-services': 'Azure Communication Services',
  twilio: 'Twilio',
  telesign: 'TeleSign',
  'teams-phone': 'Teams Phone',
  other: 'an unknown provider',
}

export const voiceWithoutTelephony: TenantRule = {
  id,
  scope: 'tenant',
  title: 'Voice seats have telephony behind them',
  failureTitle: 'Voice seats are paid for and no telephony is connected',
  description:
    'Voice seats need an Azure Communication Services resource, which is paid apart; a later guide lets Teams Phone serve instead. Providers of text messages, Twilio and TeleSign, carry no calls. One active provider in any environment is enough, and only where every environment in scope was read is there none.',
  notApplicable: 'No counted seat has Voice',
  clauses: ['azure-communication-services', 'teams-phone-later'],
  needs: ['graph/subscribed-skus', 'power-platform/environments', 'dataverse/telephony'],
  judge: judgeTelephony,
}

function judgeTelephony(facts: SeatFacts): TenantVerdict {
  if (facts.seats === null) return { drafts: [], applies: false }
  const seats = voiceSeats(facts.seats, facts)
  if (seats.length === 0) return { drafts: [], applies: false }
  const active = activeKinds(facts)
  if (active.has('azure-communication-services')) return { drafts: [], applies: true }
  if (active.has('teams-phone')) return { drafts: [], applies: true, remarks: [laterGuide] }
  return { drafts: isWhollyRead(facts) ? [draftOf(seats, active, facts)] : [], applies: true }
}

const laterGuide = 'Teams Phone is the telephony: accepted by a later guide'

/** Seats of the plans with Voice, combined ones and Premium too, that are paid for. */
function voiceSeats(seats: readonly Seat[], { edition }: SeatFacts): Seat[] {
  const plans = new Set(edition.plans.filter(({ channels }) => channels.includes('voice')).map((plan) => plan.id))
  return seats.filter(({ plan, counted }) => plans.has(plan) && counted > 0)
}

function activeKinds({ telephony }: SeatFacts): Set<TelephonyProvider['kind']> {
  const providers = telephony.flatMap((one) => one.providers ?? [])
  return new Set(providers.filter(({ active }) => active).map(({ kind }) => kind))
}

/** Only then is what was not found not there. */
function isWhollyRead({ telephony, statuses }: SeatFacts): boolean {
  return (
    worstState(statuses, 'power-platform/environments') === 'complete' &&
    telephony.every(({ environment }) => worstState(statuses, 'dataverse/telephony', environment.id) === 'complete')
  )
}

function draftOf(
  seats: readonly Seat[],
  active: ReadonlySet<TelephonyProvider['kind']>,
  { tenant, edition, telephony, statuses }: SeatFacts,
): FindingDraft {
  let counted = 0
  for (const seat of seats) counted += seat.counted
  const plans = seats.map((seat) => `${seat.counted} ${planName(seat.plan, edition)}`)
  const others = [...active].map((kind) => providerNames[kind]).toSorted()
  const besides =
    others.length === 0
      ? ''
      : ` ${listWords(others)} ${others.length === 1 ? 'does' : 'do'} not carry calls of the contact center.`
  return {
    id: findingId(id, tenant.id, null),
    rule: id,
    severity: 'low',
    subject: { kind: 'tenant', id: tenant.id, name: tenant.name, upn: null },
    environment: null,
    title: `${countWords(counted, 'Voice seat')} paid for, and no telephony is connected`,
    detail: `${listWords(plans)} are counted, and in ${countWords(telephony.length, 'environment')} no provider is active that carries calls.${besides} Voice needs an Azure Communication Services resource, which is paid apart; a later guide also lets Teams Phone serve.`,
    evidence: { voiceSeats: counted, environmentsAssessed: telephony.length, providers: [...active].toSorted() },
    remedies: [
      {
        text: 'Connect an Azure Communication Services resource in the Customer Service admin center, or Teams Phone.',
        kind: 'configure',
        target: null,
      },
      {
        text: 'If nobody telephones, renew fewer seats with Voice when their term ends.',
        kind: 'review',
        target: null,
      },
    ],
    clauses: ['azure-communication-services', 'teams-phone-later'],
    sources: [
      ...citeSources(statuses, ['graph/subscribed-skus'], null),
      ...telephony.flatMap(({ environment }) => citeSources(statuses, ['dataverse/telephony'], environment.id)),
    ],
  }
}
