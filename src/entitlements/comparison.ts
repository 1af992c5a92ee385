/** A pool by two editions: what each grants to the same seats, and every difference with the clause of either side. */
import type { Edition, EditionPool } from '../guide/edition.ts'
import type { Pool } from '../model/pool.ts'
import { roundHalfAwayFromZero, roundToSum } from '../units.ts'
import { inPoolUnit, sumTerms, type RawTerm } from './allotments.ts'
import { figure } from './figures.ts'
import { trustWords } from './trust-words.ts'

/** One edition's side: its pool and what it grants, term by term. */
export interface Side {
  readonly edition: Edition
  readonly pool: EditionPool
  readonly terms: readonly RawTerm[]
}

/** Amounts in the pool's unit, not rounded before the end; they add up to what `other` grants less what `own` does, each as printed. */
export function compareSides(own: Side, other: Side): NonNullable<Pool['compared']> {
  const entitled = printed(other)
  const lines = pairs(own, other).map((pair) => ({
    ...pair,
    amount: amountOf(pair.theirs, other) - amountOf(pair.ours, own),
  }))
  const changed = lines.filter(({ amount }) => amount !== 0)
  const amounts = roundToSum(
    changed.map(({ amount }) => amount),
    roundHalfAwayFromZero(entitled - printed(own)),
  )
  const differences = changed.map(({ term, ours, theirs }, index) => ({
    amount: amounts[index] ?? 0,
    note: noteOf({ term, ours, theirs }, own, other),
    clause: ours?.clause ?? own.pool.clause,
    otherClause: otherClauseId(theirs?.clause ?? other.pool.clause, own.edition, other.edition),
  }))
  return { edition: other.edition.id, entitled, differences: differences.filter(({ amount }) => amount !== 0) }
}

/** How a document cites a clause of the other edition: by its id, with the edition where both have a clause of that id. */
export function otherClauseId(clause: string, own: Edition, other: Edition): string {
  return Object.hasOwn(own.clauses, clause) ? `${clause}@${other.id}` : clause
}

interface Pair {
  /** One of both: theirs where there is one. */
  readonly term: RawTerm
  readonly ours: RawTerm | undefined
  readonly theirs: RawTerm | undefined
}

/** Base with base, the seats of a plan with the same, packs with packs; what only the other side has comes in its own order. */
function pairs(own: Side, other: Side): Pair[] {
  const matched = own.terms.map((ours) => {
    const theirs = counterpart(ours, other)
    return { term: theirs ?? ours, ours, theirs }
  })
  const added = other.terms.filter((theirs) => counterpart(theirs, own) === undefined)
  return [...matched, ...added.map((theirs) => ({ term: theirs, ours: undefined, theirs }))]
}

function counterpart({ kind, plan }: RawTerm, { terms }: Side): RawTerm | undefined {
  return terms.find((term) => term.kind === kind && term.plan === plan)
}

/** In the pool's unit, not rounded. */
function amountOf(term: RawTerm | undefined, { pool, edition }: Side): number {
  return term === undefined ? 0 : inPoolUnit(term.native, pool, edition)
}

function printed({ terms, pool, edition }: Side): number {
  return roundHalfAwayFromZero(inPoolUnit(sumTerms(terms), pool, edition))
}

/** "100 Contact Center Digital seats: nothing instead of 2 GB each." */
function noteOf({ term, ours, theirs }: Pair, own: Side, other: Side): string {
  const each = term.kind === 'base' ? '' : ' each'
  const [before, after] = [ours, theirs].map((one) => (one === undefined ? 'nothing' : `${one.stated}${each}`))
  const units =
    before === after
      ? ` (1 GB = ${figure(other.edition.units.mbPerGB)} instead of ${figure(own.edition.units.mbPerGB)} MB)`
      : ''
  return `${subjectOf(term, other)}: ${after} instead of ${before}${units}${trustWords(theirs?.trust ?? 'guide')}.`
}

function subjectOf({ kind, plan, seats }: RawTerm, { edition }: Side): string {
  if (kind === 'base') return 'Base, once for the tenant'
  if (kind === 'pack') return `${figure(seats ?? 0)} packs`
  const name = edition.plans.find(({ id }) => id === plan)?.name ?? plan
  return `${figure(seats ?? 0)} ${name} ${seats === 1 ? 'seat' : 'seats'}`
}
