/** The rule of 90 days: a seat stays with its holder, or binds the next one until the end of the term. */
import { worstState } from '../access/source-state.ts'
import { citeSources } from '../access/cited-sources.ts'
import { countWords, listWords } from '../access/words.ts'
import type { SeatFacts } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import { isInForce, movesOf, type Move } from '../ledger/moves.ts'
import { daysAfter, fullDaysBetween, isAfter } from '../ledger/times.ts'
import type { FindingDraft, FindingSource, Remedy, Subject } from '../model/finding.ts'
import { planName } from '../seats/held-skus.ts'
import type { TenantRule, TenantVerdict } from './rule.ts'

const id = 'seat-reassigned-early'

export const seatReassignedEarly: TenantRule = {
  id,
  scope: 'tenant',
  title: 'Seats move to other people only as often as the guide allows',
  failureTitle: 'Seats moved to other people earlier than the guide allows',
  description:
    'The guide says for how many days a seat stays with a person before it may move to another; it may move earlier where its holder is absent: disabled, deleted, or on the list of the operator. A seat that moves earlier for another reason is bound to its new holder until the end of the term, and may not move on before. Microsoft shows how many seats there are and not which is whose: a move is one person losing a seat and another getting one while no other was free. Only what syncs have seen can be judged, so the rule needs a history of as many days.',
  notApplicable: 'Nobody holds a seat of a plan of the guide, and nobody did',
  clauses: ['reassignment'],
  needs: ['graph/subscribed-skus', 'graph/users'],
  judge: judgeMoves,
}

function judgeMoves(facts: SeatFacts): TenantVerdict {
  const { ledger, now, edition } = facts
  const { since } = ledger
  const applies = ledger.entries.length > 0 || facts.holders.length > 0
  if (!applies) return { drafts: [], applies }
  if (since === null) return { drafts: [], applies, unjudged: ['no history yet: the next sync begins it'] }
  const { days } = edition.reassignmentDays
  const moves = movesOf(ledger, days, now)
  return {
    drafts: moves.filter((move) => isInForce(move, now)).map((move) => draftOf(move, since, facts)),
    applies,
    // Before that, a seat may have moved early and nobody saw when it was got.
    unjudged: isAfter(daysAfter(since, days), lookedUntil(facts))
      ? [`history since ${since.slice(0, 10)}, ${days} days are needed`]
      : [],
    // What was found is a move that was seen: it is judged again by the same ledger.
    isCertainOf: () => isReadWhole(facts),
    remarks: excusedWords(moves),
  }
}

/** The history ends with the newest look at all holders, whatever day is judged. */
function lookedUntil({ ledger: { lookedAt }, now }: SeatFacts): string {
  return lookedAt === null || isAfter(lookedAt, now) ? now : lookedAt
}

function isReadWhole({ statuses }: SeatFacts): boolean {
  return seatReassignedEarly.needs.every((source) => worstState(statuses, source) === 'complete')
}

function excusedWords(moves: readonly Move[]): string[] {
  const excused = moves.filter(({ kind }) => kind === 'excused')
  if (excused.length === 0) return []
  const reasons = [...new Set(excused.flatMap(({ loss }) => loss.leaver ?? []))].toSorted()
  return [`${countWords(excused.length, 'early move')} allowed, because the holder was ${listWords(reasons, 'or')}`]
}

function draftOf(move: Move, historySince: string, facts: SeatFacts): FindingDraft {
  const { skuId, loss, gain, movedAt, boundUntil } = move
  const subject = subjectOf(gain.personId, facts)
  return {
    id: findingId(id, subject.id, null, `${skuId}|${movedAt}`),
    rule: id,
    severity: move.kind === 'bound' ? 'high' : 'low',
    subject,
    environment: null,
    title: titleOf(move, facts),
    detail: detailOf(move, historySince, facts),
    evidence: {
      skuId,
      from: loss.personId,
      to: gain.personId,
      assignedAt: loss.from,
      movedAt,
      boundUntil,
      historySince,
    },
    remedies: remediesOf(move, facts),
    clauses: ['reassignment'],
    sources: sourcesOf(move, facts),
  }
}

function subjectOf(personId: string, { people }: SeatFacts): Subject {
  const person = people.get(personId)
  return { kind: 'user', id: personId, name: person?.name ?? personId, upn: person?.upn ?? null }
}

/** `Contact Center Voice`; a SKU that the tenant has no more goes by its part number or id. */
function seatName(skuId: string, { seats, skus, edition }: SeatFacts): string {
  const seat = seats?.find((one) => one.skuId === skuId)
  return seat === undefined ? (skus.get(skuId)?.partNumber ?? skuId) : planName(seat.plan, edition)
}

function titleOf({ kind, skuId, loss, gain, boundUntil }: Move, facts: SeatFacts): string {
  const from = subjectOf(loss.personId, facts).name
  const to = subjectOf(gain.personId, facts).name
  const seat = seatName(skuId, facts)
  if (kind === 'bound') return `A ${seat} seat that was bound to ${from} ${untilWords(boundUntil)} moved on to ${to}`
  return `A ${seat} seat moved early from ${from} to ${to} and is bound to ${to} ${untilWords(boundUntil)}`
}

function untilWords(boundUntil: string | null): string {
  const end = boundUntil === null ? ', a day that is not known' : ` on ${boundUntil.slice(0, 10)}`
  return `until the end of its term${end}`
}

function detailOf(move: Move, historySince: string, facts: SeatFacts): string {
  const { kind, skuId, loss, gain, lostAt, movedAt, units } = move
  const { days } = facts.edition.reassignmentDays
  const from = subjectOf(loss.personId, facts).name
  const to = subjectOf(gain.personId, facts).name
  const held = fullDaysBetween(loss.from, lostAt)
  const rule =
    kind === 'bound'
      ? `A seat that has moved within ${days} days stays with its holder until the end of the term, so that it must not have moved on.`
      : `A move within ${days} days for another reason than an absence is for the rest of the term, so that the seat must not move again before.`
  return [
    `${from} got ${seatName(skuId, facts)} ${seenWords(loss.fromKnown, loss.from)} and lost it after ${countWords(held, 'full day')}; ${to} got one ${seenWords(gain.fromKnown, movedAt)}.`,
    `No other was free then: ${units.assigned} of ${countWords(units.counted, 'counted unit')} were assigned.`,
    `${from} was neither disabled nor deleted, nor absent by the list of people. ${rule}`,
    `What was seen goes back to ${historySince.slice(0, 10)}, the first sync.`,
  ].join(' ')
}

/** `on 2026-11-01 (by the audit log)`. */
function seenWords(known: Move['gain']['fromKnown'], time: string): string {
  const by = { observed: 'as a sync saw', assignment: 'by Graph', audit: 'by the audit log', start: 'at the latest' }[
    known
  ]
  return `on ${time.slice(0, 10)} (${by})`
}

function remediesOf({ kind, skuId, loss, gain, boundUntil }: Move, facts: SeatFacts): Remedy[] {
  const from = subjectOf(loss.personId, facts)
  const to = subjectOf(gain.personId, facts)
  const seat = facts.seats?.find((one) => one.skuId === skuId)
  const absent: Remedy = {
    text: `If ${from.name} had left or was on leave, name the first day of the absence in the file of people (SEATLEDGER_PEOPLE).`,
    kind: 'configure',
    target: from.upn,
  }
  if (kind === 'early') {
    const keep = `Leave the seat with ${to.name} ${untilWords(boundUntil)}, and give other people a seat of their own.`
    return [{ text: keep, kind: 'review', target: to.id }, absent]
  }
  const buy = `Give the seat back to ${from.name}, or buy one more ${seatName(skuId, facts)} for ${to.name}.`
  return [{ text: buy, kind: 'buy', target: seat?.plan ?? skuId }, absent]
}

function sourcesOf({ loss, gain }: Move, { statuses }: SeatFacts): FindingSource[] {
  const usesAudit = [loss.fromKnown, loss.toKnown, gain.fromKnown].includes('audit')
  return citeSources(
    statuses,
    ['graph/subscribed-skus', 'graph/subscriptions', 'graph/users', ...(usesAudit ? ['graph/audit' as const] : [])],
    null,
  )
}
