/** The figures of a run: seats, pools with their use and trend, environments. */
import { worstState } from '../access/source-state.ts'
import { environmentCapacities } from '../entitlements/environments.ts'
import type { PoolSources } from '../entitlements/pool-sources.ts'
import { reconcile } from '../entitlements/difference-sources.ts'
import { derivePools } from '../entitlements/pools.ts'
import { deriveSeats, type TenantSeats } from '../entitlements/seats.ts'
import { rowsIfRead } from '../facts/feature-facts.ts'
import type { Edition } from '../guide/edition.ts'
import { loadShippedEditions } from '../guide/load.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { EnvironmentCapacity, Pool, PoolId } from '../model/pool.ts'
import type { UsageEstimate } from '../model/usage.ts'
import { withMonthlyUse } from '../usage/monthly-use.ts'
import { withTrends } from '../usage/run-figures.ts'
import type { PoolBackground } from './pool-background.ts'
import type { Guided } from './guided.ts'

export interface Figures extends TenantSeats {
  readonly pools: Pool[]
  readonly environments: EnvironmentCapacity[]
}

export interface FigureOptions {
  /** Decides the month of the monthly pools, ISO 8601 UTC. */
  readonly asOf: string
  readonly background: PoolBackground
  /** An edition to stand beside the product's own. */
  readonly compare?: Edition | undefined
}

export async function deriveFigures(snapshot: Snapshot, product: Guided, options: FigureOptions): Promise<Figures> {
  const { edition } = product
  const { asOf, background } = options
  const { unknownSkus, ...sources } = await readPoolSources(snapshot, product, options)
  const policies = await rowsIfRead(snapshot, 'power-platform/billing-policies', 'billing-policies', null)
  const granted = derivePools(sources)
  const use = {
    imported: background.imported,
    estimates: background.estimates ? await readEstimates(snapshot) : null,
    estimatedAt: snapshot.startedAt,
  }
  const environments = await Array.fromAsync(snapshot.rows('environments', null))
  return {
    seats: sources.seats,
    packs: sources.packs,
    counted: sources.counted,
    unknownSkus,
    pools: withTrends(withMonthlyUse(granted, use, edition), {
      past: background.past,
      asOf,
      readAt: snapshot.startedAt,
    }),
    environments: environmentCapacities(environments, policies, edition),
  }
}

/** The tenant's whole Dataverse entitlement by families, line by line beside the admin API's, in sentences by pool. */
export async function reconciliation(
  snapshot: Snapshot,
  product: Guided,
  asOf: string,
): Promise<ReadonlyMap<PoolId, readonly string[]>> {
  return reconcile(await readPoolSources(snapshot, product, { asOf }))
}

async function readPoolSources(
  snapshot: Snapshot,
  { config, data, edition }: Guided,
  { asOf, compare }: Pick<FigureOptions, 'asOf' | 'compare'>,
): Promise<PoolSources & TenantSeats> {
  const overrides = config.skuOverrides
  const skus = await rowsIfRead(snapshot, 'graph/subscribed-skus', 'subscribed-skus', null)
  const subscriptions = await rowsIfRead(snapshot, 'graph/subscriptions', 'subscriptions', null)
  const capacity = await rowsIfRead(snapshot, 'power-platform/tenant-capacity', 'tenant-capacity', null)
  return {
    ...deriveSeats({ skus: skus ?? [], subscriptions, data, overrides }),
    skus,
    capacity: capacity?.[0] ?? null,
    edition,
    otherEditions: loadShippedEditions().filter(({ id }) => id !== edition.id),
    compare,
    data,
    overrides,
    asOf,
    readAt: snapshot.startedAt,
  }
}

/** Of every environment with Dataverse; null where one was left out or not read whole: a part of the use is not the use. */
async function readEstimates(snapshot: Snapshot): Promise<UsageEstimate[] | null> {
  const statuses = snapshot.statuses()
  if (worstState(statuses, 'power-platform/environments') !== 'complete') return null
  const estimates: UsageEstimate[] = []
  for await (const { id, dataverse } of snapshot.rows('environments', null)) {
    if (dataverse === null) continue
    if (worstState(statuses, 'dataverse/usage', id) !== 'complete') return null
    for await (const row of snapshot.rows('usage-estimates', id)) estimates.push(row)
  }
  return estimates
}
