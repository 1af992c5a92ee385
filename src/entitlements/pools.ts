/** The six pools: what the guide entitles to, what the admin API reports, what is used, and what follows from that. */
import { compareText } from '../model/text-order.ts'
import type { Edition, EditionPool } from '../guide/edition.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import type { SkuOverrides } from '../guide/sku-overrides.ts'
import type { CapacityReading, StorageKind, TenantCapacity } from '../model/environment.ts'
import type { SubscribedSku } from '../model/licensing.ts'
import type { PlanId, Pool, PoolId, Seat, Term } from '../model/pool.ts'
import { adminApiMBPerGB, mbToGB, roundHalfAwayFromZero, roundToSum } from '../units.ts'
import { allotmentTerms, inPoolUnit, sumTerms, type CountedSeats, type RawTerm } from './allotments.ts'
import type { DifferenceSources } from './difference-causes.ts'
import { explainDifferences } from './differences.ts'
import { planOf } from './plans.ts'
import { packsNeeded, statusOf, type Use } from './pool-status.ts'
import { otherReadings } from './readings.ts'
import { reportedCapacity } from './reported.ts'
import type { HeldPack } from './seats.ts'

export interface PoolSources {
  readonly seats: readonly Seat[]
  readonly packs: readonly HeldPack[]
  /** null: could not be read, so that nothing is known of the entitlement. */
  readonly skus: readonly SubscribedSku[] | null
  /** null: could not be read. */
  readonly capacity: TenantCapacity | null
  readonly edition: Edition
  /** Editions whose base may stand in the admin API already. */
  readonly otherEditions: readonly Edition[]
  readonly data: ReferenceData
  readonly overrides: SkuOverrides
  /** ISO 8601 UTC; its month is the period of the monthly pools. */
  readonly asOf: string
}

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
  const reading = readingOf(pool, capacity)
  const reported = reading === null ? null : reportedCapacity(reading, asOf)
  const use = useOf(pool, entitled, reading)
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
    compared: null,
  }
}

const storagePools: Readonly<Record<StorageKind, PoolId>> = {
  database: 'dataverse-database',
  file: 'dataverse-file',
  log: 'dataverse-log',
}

/** The legacy license model reports no storage of its own kind. */
function readingOf({ pool }: EditionPool, capacity: TenantCapacity | null): CapacityReading | null {
  if (capacity === null || capacity.legacy) return null
  return capacity.readings.find(({ kind }) => pool === storagePools[kind]) ?? null
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

/** Storage by what the admin API reports, so that both sides count alike; monthly pools by the guide, their use by no API. */
function useOf(pool: EditionPool, entitled: number | null, reading: CapacityReading | null): Use {
  if (pool.period !== null) return { total: entitled, consumed: null, covered: 0 }
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

function differenceSources(
  pool: EditionPool,
  terms: readonly RawTerm[],
  reading: CapacityReading,
  { edition, otherEditions, seats, skus, data, overrides }: PoolSources,
): DifferenceSources {
  const skuOf = (skuId: string): SubscribedSku | undefined => skus?.find((sku) => sku.skuId === skuId)
  const accruing = new Set(edition.plans.filter(({ channels }) => channels.length > 0).map(({ id }) => id))
  return {
    pool,
    edition,
    otherEditions,
    terms,
    seats,
    reading,
    contactCenterPlan: (skuId) => {
      const plan = planOf(skuOf(skuId) ?? { skuId, servicePlans: [] }, data, overrides)
      return plan !== null && accruing.has(plan) ? plan : null
    },
    nameOf: ({ skuId, code }) => skuOf(skuId)?.skuPartNumber ?? code,
  }
}

function toGB(amountMB: number): number {
  return roundHalfAwayFromZero(mbToGB(amountMB, adminApiMBPerGB))
}
