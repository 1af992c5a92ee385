/** Judges a run, stored or not yet: seats, pools and environments, and what the rules find. */
import { accessLists } from '../access/lists.ts'
import type { AccessLists } from '../access/read-tenant-facts.ts'
import { assess, assessEach, type AssessOptions, type Assessment, type EnvironmentJudgment } from '../assess.ts'
import { worstState } from '../access/source-state.ts'
import { environmentCapacities } from '../entitlements/environments.ts'
import { derivePools } from '../entitlements/pools.ts'
import { deriveSeats, type TenantSeats } from '../entitlements/seats.ts'
import type { RuleRun } from '../findings/outcomes.ts'
import { leftOutOf } from '../findings/missing-needs.ts'
import { loadShippedEditions } from '../guide/load.ts'
import type { SourceId } from '../model/coverage.ts'
import { kindOf } from '../guide/sku-catalogue.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { DatasetName, Datasets, Snapshot } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import type { EnvironmentCapacity, Pool } from '../model/pool.ts'
import { dynamicsUnits } from '../seats/dynamics-units.ts'
import type { Product } from './product.ts'

/** The figures of one run. */
export interface Figures extends TenantSeats {
  readonly pools: Pool[]
  readonly environments: EnvironmentCapacity[]
}

async function allRows<N extends DatasetName>(snapshot: Snapshot, dataset: N): Promise<Datasets[N][]> {
  return Array.fromAsync(snapshot.rows(dataset, null))
}

/** null where the source could not be read, so that nothing unread becomes a zero. */
async function rowsIfRead<N extends DatasetName>(
  snapshot: Snapshot,
  source: SourceId,
  dataset: N,
): Promise<Datasets[N][] | null> {
  const status = snapshot.statuses().find((one) => one.source === source)
  return status === undefined || status.state === 'not-assessed' ? null : allRows(snapshot, dataset)
}

/** `asOf` decides the month of the monthly pools, ISO 8601 UTC. */
export async function deriveFigures(snapshot: Snapshot, product: Product, asOf: string): Promise<Figures> {
  const { data, edition } = product
  const overrides = product.config.skuOverrides
  const skus = await rowsIfRead(snapshot, 'graph/subscribed-skus', 'subscribed-skus')
  const subscriptions = await rowsIfRead(snapshot, 'graph/subscriptions', 'subscriptions')
  const capacity = await rowsIfRead(snapshot, 'power-platform/tenant-capacity', 'tenant-capacity')
  const policies = await rowsIfRead(snapshot, 'power-platform/billing-policies', 'billing-policies')
  const seats = deriveSeats({ skus: skus ?? [], subscriptions, data, overrides })
  const pools = derivePools({
    ...seats,
    skus,
    capacity: capacity?.[0] ?? null,
    edition,
    otherEditions: loadShippedEditions().filter(({ id }) => id !== edition.id),
    data,
    overrides,
    asOf,
  })
  const environments = environmentCapacities(await allRows(snapshot, 'environments'), policies, edition)
  return { ...seats, pools, environments }
}

export function listsOf({ config, data }: Product): AccessLists {
  const { skuOverrides: overrides, people, fieldServiceList } = config
  return accessLists({ data, overrides, people, fieldServiceList })
}

/** What a judgment rests on beside the rows of the run. */
export interface Background {
  readonly figures: Figures
  readonly ledger: SeatLedger
  /** The day that is judged, ISO 8601 UTC. */
  readonly now: string
  /** The findings of one environment as the store has them. */
  readonly earlier: (environmentId: string) => Promise<readonly Finding[]>
}

export async function judge(snapshot: Snapshot, product: Product, background: Background): Promise<Assessment> {
  return assess(snapshot, await assessOptions(snapshot, product, background))
}

/** The same, one environment at a time. */
export async function judgeEach(
  snapshot: Snapshot,
  product: Product,
  background: Background,
  take: (judgment: EnvironmentJudgment) => Promise<void>,
): Promise<RuleRun[]> {
  return assessEach(snapshot, await assessOptions(snapshot, product, background), take)
}

async function assessOptions(
  snapshot: Snapshot,
  product: Product,
  { figures, ledger, now, earlier }: Background,
): Promise<AssessOptions> {
  const { edition, data } = product
  const isRead = worstState(snapshot.statuses(), 'graph/subscribed-skus') !== 'not-assessed'
  return {
    lists: listsOf(product),
    leftOut: leftOutOf(snapshot.statuses()),
    earlier,
    context: {
      now,
      tenantName: (await tenantNameOf(snapshot)) ?? snapshot.tenantId,
      edition,
      seats: isRead ? figures.seats : null,
      pools: figures.pools,
      ledger,
      settings: product.config.rules,
      isTrialSku: (skuId) => kindOf(skuId, data.catalogue) === 'trial',
      dynamicsUnits: (sku, subscriptions) => dynamicsUnits(sku, subscriptions, data, product.config.skuOverrides),
    },
  }
}

export async function tenantNameOf(snapshot: Snapshot): Promise<string | null> {
  const rows = await allRows(snapshot, 'organization')
  return rows[0]?.displayName ?? null
}
