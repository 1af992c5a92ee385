/** What each SKU of the tenant brings to one kind of Dataverse storage, by the families of an edition. MB as the admin API counts: 1 GB = 1,024 MB. */
import type { Edition, EditionPool } from '../guide/edition.ts'
import type { FamilyCapacity } from '../guide/family-capacity.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import type { SkuOverrides } from '../guide/sku-overrides.ts'
import type { Trust } from '../guide/trust.ts'
import type { StorageKind } from '../model/environment.ts'
import type { SubscribedSku } from '../model/licensing.ts'
import type { PlanId } from '../model/pool.ts'
import { compareText } from '../model/text-order.ts'
import { adminApiMBPerGB, gbToMB } from '../units.ts'
import { apiAmountMB } from './allotments.ts'
import { familyCapacityOf } from './family-capacity-of.ts'
import { figure } from './figures.ts'
import { planOf } from './plans.ts'
import { storageOf } from './storage-pools.ts'

export interface GrantSources {
  readonly edition: Edition
  readonly data: ReferenceData
  readonly overrides: SkuOverrides
  readonly skus: readonly SubscribedSku[]
  /** Counted units by SKU id. */
  readonly counted: ReadonlyMap<string, number>
}

export interface Grant {
  readonly skuId: string
  readonly sku: string
  readonly family: string
  readonly seats: number
  /** The default, granted once per tenant to the largest; null: the edition does not know it. */
  readonly defaultMB: number | null
  /** What one seat accrues, as stated: "250 MB"; null: nothing, or not known. */
  readonly perSeat: string | null
  /** What all counted seats accrue; null: the edition does not know it. */
  readonly accruedMB: number | null
  /** The weaker of both figures' marks. */
  readonly trust: Trust
  /** Heading of the clause. */
  readonly basis: string
  readonly contested: string | null
}

/** SKUs with counted seats that are a Contact Center plan or of a family that the edition knows, by part number. */
export function grantsOf(pool: EditionPool, sources: GrantSources): Grant[] {
  const storage = storageOf(pool.pool)
  if (storage === null) return []
  return sources.skus
    .flatMap((sku) => grantOf(sku, pool, storage, sources))
    .toSorted((a, b) => compareText(a.sku, b.sku) || compareText(a.skuId, b.skuId))
}

function grantOf(sku: SubscribedSku, pool: EditionPool, storage: StorageKind, sources: GrantSources): Grant[] {
  const { edition, data, overrides, counted } = sources
  const seats = counted.get(sku.skuId) ?? 0
  if (seats === 0) return []
  const common = { skuId: sku.skuId, sku: sku.skuPartNumber, seats }
  const plan = edition.plans.find(({ id, channels }) => id === planOf(sku, data, overrides) && channels.length > 0)
  if (plan !== undefined) return [{ ...common, family: plan.name, ...byPlan(plan.id, seats, pool, edition) }]
  const family = familyCapacityOf(sku.skuId, edition, data, overrides)
  return family === null ? [] : [{ ...common, family: family.name, ...byFamily(family, seats, storage, edition) }]
}

type Amounts = Omit<Grant, 'skuId' | 'sku' | 'family' | 'seats'>

function byPlan(plan: PlanId, seats: number, pool: EditionPool, edition: Edition): Amounts {
  const base = pool.bases.find(({ plans }) => plans.includes(plan))
  const perSeat = pool.perSeat.find(({ plans }) => plans.includes(plan))
  return {
    defaultMB: base === undefined ? 0 : apiAmountMB(base),
    perSeat: perSeat === undefined ? null : stated(perSeat),
    accruedMB: perSeat === undefined ? 0 : seats * apiAmountMB(perSeat),
    trust: weaker(base?.trust ?? 'guide', perSeat?.trust ?? 'guide'),
    basis: headingOf(pool.clause, edition),
    contested: null,
  }
}

function byFamily(family: FamilyCapacity, seats: number, storage: StorageKind, edition: Edition): Amounts {
  const { databaseGB, fileGB, logGB, trust } = family.default
  const defaultGB = { database: databaseGB, file: fileGB, log: logGB }[storage]
  const accrual = family.perSeat?.find((one) => one.storage === storage)
  const isKnown = family.perSeat !== null
  return {
    defaultMB: defaultGB === null ? null : gbToMB(defaultGB, adminApiMBPerGB),
    perSeat: accrual === undefined ? null : stated(accrual),
    accruedMB: accrual === undefined ? (isKnown ? 0 : null) : seats * apiAmountMB(accrual),
    trust: weaker(trust, accrual?.trust ?? 'guide'),
    basis: headingOf(family.clause, edition),
    contested: family.contested,
  }
}

function stated({ amount, unit }: { amount: number; unit: string }): string {
  return `${figure(amount)} ${unit}`
}

function headingOf(clause: string, { clauses }: Edition): string {
  return clauses[clause]?.heading ?? clause
}

const fromStrong: readonly Trust[] = ['guide', 'primary', 'transcription', 'secondary']

function weaker(a: Trust, b: Trust): Trust {
  return fromStrong.indexOf(a) < fromStrong.indexOf(b) ? b : a
}
