/** Who holds which seat, directly or by which group, whether it is used, and what could be saved: one row per person. */
import type { HolderFacts } from '../facts/read-seat-facts.ts'
import type { SeatHolder } from '../facts/seat-facts.ts'
import type { SeatsDocument } from '../model/documents.ts'
import type { Scales } from '../seats/overlap.ts'
import { savingOf } from '../seats/savings.ts'
import type { SeatRule, SeatUse } from '../seats/use.ts'
import { roundHalfAwayFromZero } from '../units.ts'

type Row = NonNullable<SeatsDocument['people']>[number]

/** `scales` weigh what could be saved. */
export interface HolderParts {
  readonly facts: HolderFacts
  readonly scales: Scales
}

/** By the person's id; a seat that comes in two ways is there twice. */
export function seatHolders({ facts, scales }: HolderParts, use: SeatUse): Row[] {
  return facts.holders.map((holder) => seatHolder(holder, { facts, scales }, use))
}

function seatHolder(holder: SeatHolder, { facts, scales }: HolderParts, use: SeatUse): Row {
  const { id, name, upn } = holder.person
  const { signIns, access } = facts
  const saving = savingOf(holder, use.of(id), scales)
  return {
    id,
    name,
    upn,
    seats: [...holder.seats],
    lastSignIn: signIns?.get(id) ?? null,
    environments: access.complete ? (access.environmentsOf.get(id) ?? 0) : null,
    verdict: verdictOf(id, use),
    saving: saving === null ? null : roundHalfAwayFromZero(saving),
  }
}

/** The rules that make a verdict, the gravest first. */
const verdicts: readonly (readonly [SeatRule, Row['verdict']])[] = [
  ['seat-prerequisite', 'no-prerequisite'],
  ['seat-idle', 'idle'],
  ['seat-duplicate', 'duplicate'],
]

function verdictOf(personId: string, use: SeatUse): Row['verdict'] {
  const found = new Set(use.of(personId).flatMap(({ rule, isInfo }) => (isInfo ? [] : [rule])))
  const worst = verdicts.find(([rule]) => found.has(rule))
  if (worst !== undefined) return worst[1]
  return verdicts.every(([rule]) => use.isWhole(rule)) ? 'ok' : 'not-assessed'
}
