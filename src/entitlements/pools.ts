/** The six pools: what the guide entitles to, what the admin API reports, what is used, and what follows from that. */
import { compareText } from '../model/text-order.ts'
import type { Edition, EditionPool } from '../guide/edition.ts'
import type { CapacityReading } from '../model/environment.ts'
import type { PlanId, Pool, Seat, Term } from '../model/pool.ts'
import { adminApiMBPerGB, mbToGB, roundHalfAwayFromZero, roundToSum } from '../units.ts'
import { allotmentTerms, inPoolUnit, sumTerms, type CountedSeats, type RawTerm } from './allotments.ts'
import { compareSides } from './comparison.ts'
import { differenceSources } from './difference-sources.ts'
import { explainDifferences } from './differences.ts'
import type { PoolSources } from './pool-sources.ts'
import { packsNeeded, statusOf, type Use } from './pool-status.ts'
import { otherReadings } from './readings.ts'
import { reportedCapacity } from './reported.ts'
import { readingOf, storagePools } from './storage-pools.ts'

/** All six pools of the edition, in its order. */
export function derivePools(sources: PoolSources): Pool[] {
  const counted = countByPlan(sources.seats)
  return sources.edition.pools.map((pool) => derivePool(pool, counted, sources))
}

/** Counted seats of each plan, over all its SKUs. */
function countByPlan(seats: readonly Pick<Seat, 'plan' | 'counted'>[]): CountedSeats {
  const counted = new Map<PlanId, number>()
  for (const seat of seats) counted.set(seat.plan, (counted.get(seat.plan) ?? 0) + seat.counted)
  return counted
}

/** What counted seats and held packs entitle to, in the pool's unit, rounded. */
export function entitledAmount(pool: EditionPool, edition: Edition, terms: readonly RawTerm[]): number {
  return roundHalfAwayFromZero(inPoolUnit(sumTerms(terms), pool, edition))
}

function derivePool(pool: EditionPool, counted: CountedSeats, sources: PoolSources): Pool {
  const { edition, capacity, packs, asOf } = sources
  const raw = allotmentTerms(pool, edition, counted, packs)
  const entitled = sources.skus === null ? null : entitledAmount(pool, edition, raw)
  const reading = readingOf(pool.pool, capacity)
  const reported = reading === null ? null : reportedCapacity(reading, sources.readAt ?? asOf)
  const use = useOf(reading)
  return {
    pool: pool.pool,
    unit: pool.unit,
    period: pool.period === null ? null : asOf.slice(0, 'yyyy-mm'.length),
    entitled,
    terms: entitled === null ? [] : printedTerms(raw, pool, edition, entitled),
    reported,
    differences:
      reported === null || reading === null || entitled === null
        ? []
        : explainDifferences(differenceSources(pool, raw, reading, sources), reported.total, entitled),
    ...consumption(reading, use),
    status: statusOf(use, edition.near.below),
    coveredBy: coveredBy(reading),
    readings: entitled === null ? [] : otherReadings(pool, edition, counted, packs),
    packsNeeded: packsNeeded(pool.pool, use, edition),
    trend: null,
    compared: entitled === null ? null : comparedWith(pool, raw, counted, sources),
  }
}

/** What the same seats and packs are granted by the edition that the person names. */
function comparedWith(
  pool: EditionPool,
  terms: readonly RawTerm[],
  counted: CountedSeats,
  { edition, compare, packs }: PoolSources,
): Pool['compared'] {
  const other = compare?.pools.find((one) => one.pool === pool.pool)
  if (compare === undefined || other === undefined) return null
  const otherTerms = allotmentTerms(other, compare, counted, packs)
  return compareSides({ edition, pool, terms }, { edition: compare, pool: other, terms: otherTerms })
}

/** Amounts in the pool's unit, rounded so that they add up to the entitlement. */
function printedTerms(raw: readonly RawTerm[], pool: EditionPool, edition: Edition, entitled: number): Term[] {
  const amounts = roundToSum(
    raw.map(({ native }) => inPoolUnit(native, pool, edition)),
    entitled,
  )
  return raw.map(({ label, plan, seats, perSeat, clause }, index) => ({
    label,
    plan,
    seats,
    perSeat: perSeat === null ? null : roundHalfAwayFromZero(perSeat),
    amount: amounts[index] ?? 0,
    clause,
  }))
}

/** Storage by what the admin API reports, so that both sides count alike; no API tells the use of a monthly pool. */
function useOf(reading: CapacityReading | null): Use {
  const covered = (reading?.overflow ?? []).reduce((sum, { capacityMB }) => sum + capacityMB, 0)
  return { total: reading?.totalMB ?? null, consumed: reading?.ratedMB ?? null, covered }
}

function consumption(
  reading: CapacityReading | null,
  { total, consumed }: Use,
): Pick<Pool, 'consumed' | 'consumedFrom' | 'consumedAsOf' | 'consumedRange' | 'remaining'> {
  return {
    consumed: consumed === null ? null : toGB(consumed),
    consumedFrom: consumed === null ? null : 'admin-api-rated',
    consumedAsOf: consumed === null ? null : (reading?.ratedOn ?? null),
    consumedRange: null,
    remaining: total === null || consumed === null ? null : toGB(total - consumed),
  }
}

/** What the admin API says, never derived. */
function coveredBy(reading: CapacityReading | null): Pool['coveredBy'] {
  return (reading?.overflow ?? [])
    .map(({ kind, capacityMB }) => ({ pool: storagePools[kind], amount: toGB(capacityMB) }))
    .toSorted((a, b) => compareText(a.pool, b.pool))
}

function toGB(amountMB: number): number {
  return roundHalfAwayFromZero(mbToGB(amountMB, adminApiMBPerGB))
}
