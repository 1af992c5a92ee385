/** Finds the moves of seats in the ledger: who lost one early, and who got it while no other was free (product.md, "Early reassignment"). Pure. */
import type { LedgerEntry, SeatLedger } from '../model/ledger.ts'
import { compareText } from '../model/text-order.ts'
import { compareTimes, earlierOf, isAfter, isWithinDays } from './times.ts'

type Units = NonNullable<LedgerEntry['unitsAtGain']>

/**
 * `early`: within the days of the edition, so that the seat is bound to who gained it; `bound`: moved on before the end of the
 * term that it was bound for; `excused`: early, but who lost it was absent.
 */
export interface Move {
  readonly kind: 'early' | 'bound' | 'excused'
  readonly skuId: string
  readonly loss: LedgerEntry
  readonly gain: LedgerEntry
  /** When it was lost at the latest, ISO 8601 UTC: no other unit was free, so that it was given up before it could be got. */
  readonly lostAt: string
  /** ISO 8601 UTC. */
  readonly movedAt: string
  /** Counted and assigned units after the gain. */
  readonly units: Units
  /** End of the term that the seat is bound for, ISO 8601 UTC; null: not known, or not bound. */
  readonly boundUntil: string | null
}

/** Whether it still matters: nobody was absent, and the term has not ended. */
export function isInForce({ kind, boundUntil }: Move, now: string): boolean {
  return kind !== 'excused' && (boundUntil === null || isAfter(boundUntil, now))
}

/** By SKU, then time. What lies after `now` (ISO 8601 UTC) is not known yet; `days` is the edition's `reassignmentDays`. */
export function movesOf(ledger: SeatLedger, days: number, now: string): Move[] {
  const { since } = ledger
  if (since === null) return []
  const known = ledger.entries.filter(({ from }) => !isAfter(from, now))
  const skus = [...Map.groupBy(known, ({ skuId }) => skuId)].toSorted(([a], [b]) => compareText(a, b))
  return skus.flatMap(([, entries]) => {
    const moves = new SkuMoves(days)
    const losses = entries.filter((entry) => isSeenLoss(entry, since))
    losses.sort((a, b) => compareTimes(earliestLoss(a), earliestLoss(b)))
    let next = 0
    for (const gain of entries.filter(({ fromKnown }) => fromKnown !== 'start').toSorted(byFrom)) {
      for (let loss = losses[next]; loss !== undefined && mayPrecede(loss, gain); loss = losses[++next])
        moves.lose(loss)
      moves.gain(gain)
    }
    return moves.found
  })
}

/** What only the audit log tells is no proof of who was absent, and before the ledger began not every gain was seen. */
function isSeenLoss({ to, lastHeld }: LedgerEntry, since: string): boolean {
  return to !== null && lastHeld !== null && isAfter(to, since)
}

/** A loss that a run saw lies between two looks: a gain after the first of them may be of that seat. */
function mayPrecede(loss: LedgerEntry, gain: LedgerEntry): boolean {
  const isExact = loss.toKnown === 'audit'
  return isExact ? !isAfter(earliestLoss(loss), gain.from) : isAfter(gain.from, earliestLoss(loss))
}

/** The earliest time at which it can have been lost. */
function earliestLoss({ from, to, toKnown, lastHeld }: LedgerEntry): string {
  return (toKnown === 'audit' ? to : lastHeld) ?? from
}

function byFrom(a: LedgerEntry, b: LedgerEntry): number {
  return compareTimes(a.from, b.from) || compareText(a.personId, b.personId)
}

/** Oldest first; of those lost at one time, who had it longest. */
function byTo(a: LedgerEntry, b: LedgerEntry): number {
  return compareTimes(a.to ?? a.from, b.to ?? b.from) || byFrom(a, b)
}

/** The moves of one SKU, told its losses and gains in the order of their times. */
class SkuMoves {
  readonly found: Move[] = []
  readonly #days: number
  /** Seats that were given up too early, and that nobody has got since. */
  #given: LedgerEntry[] = []
  /** Until when the seat of an entry is bound to its holder. */
  readonly #boundUntil = new Map<LedgerEntry, string>()

  constructor(days: number) {
    this.#days = days
  }

  lose(loss: LedgerEntry): void {
    // What is not too early at the earliest possible time never is.
    if (this.#isEarly(loss, earliestLoss(loss)) || this.#boundUntil.has(loss)) this.#given.push(loss)
  }

  gain(gain: LedgerEntry): void {
    // Who gets a seat back has not given it on.
    this.#given = this.#given.filter(({ personId }) => personId !== gain.personId)
    const units = gain.unitsAtGain
    if (units === null || !isLastUnit(units)) return
    const candidates = this.#given.toSorted(byTo).flatMap((loss) => this.#moveOf(loss, gain, units) ?? [])
    const move = candidates.find(({ kind }) => kind !== 'excused') ?? candidates[0]
    if (move === undefined) return
    this.found.push(move)
    this.#given = this.#given.filter((loss) => loss !== move.loss)
    if (move.kind !== 'excused' && move.boundUntil !== null) this.#boundUntil.set(gain, move.boundUntil)
  }

  #moveOf(loss: LedgerEntry, gain: LedgerEntry, units: Units): Move | null {
    const lostAt = earlierOf(loss.to ?? gain.from, gain.from)
    const move = { skuId: gain.skuId, loss, gain, lostAt, movedAt: gain.from, units }
    const isEarly = this.#isEarly(loss, lostAt)
    const boundUntil = this.#boundUntil.get(loss) ?? null
    const isBound = boundUntil !== null && isAfter(boundUntil, gain.from)
    if (!isEarly && !isBound) return null
    if (loss.leaver !== null) return { ...move, kind: 'excused', boundUntil: null }
    return isBound ? { ...move, kind: 'bound', boundUntil } : { ...move, kind: 'early', boundUntil: gain.termEnds }
  }

  /** Only where it is certain when the seat was got. */
  #isEarly({ from, fromKnown }: LedgerEntry, lostAt: string): boolean {
    return fromKnown !== 'start' && isWithinDays(from, lostAt, this.#days)
  }
}

/** Whether no other counted unit was free when it was got. A SKU without counted units has no seats that could be bound. */
function isLastUnit({ counted, assigned }: Units): boolean {
  return counted > 0 && assigned >= counted
}
