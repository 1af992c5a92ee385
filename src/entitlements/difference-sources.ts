/** What the differences of one pool are explained from, and what the families of the edition grant to it. */
import type { EditionPool } from '../guide/edition.ts'
import type { CapacityReading } from '../model/environment.ts'
import type { SubscribedSku } from '../model/licensing.ts'
import type { PoolId } from '../model/pool.ts'
import type { RawTerm } from './allotments.ts'
import type { DifferenceSources } from './difference-causes.ts'
import { reconciliationSentences } from './grant-sentences.ts'
import { grantsOf, type Grant } from './grants.ts'
import { planOf } from './plans.ts'
import type { PoolSources } from './pool-sources.ts'
import { readingOf } from './storage-pools.ts'

export function differenceSources(
  pool: EditionPool,
  terms: readonly RawTerm[],
  reading: CapacityReading,
  sources: PoolSources,
): DifferenceSources {
  const { edition, otherEditions, seats, skus, data, overrides } = sources
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
    grants: grantsIn(pool, sources),
  }
}

/** The tenant's whole Dataverse entitlement beside the admin API's lines, in sentences by storage pool; nothing without its figures. */
export function reconcile(sources: PoolSources): ReadonlyMap<PoolId, readonly string[]> {
  return new Map(
    sources.edition.pools.flatMap((pool) => {
      const reading = readingOf(pool.pool, sources.capacity)
      if (reading === null || sources.skus === null) return []
      return [[pool.pool, reconciliationSentences(grantsIn(pool, sources), reading)] as const]
    }),
  )
}

function grantsIn(pool: EditionPool, { skus, counted = new Map(), edition, data, overrides }: PoolSources): Grant[] {
  return grantsOf(pool, { skus: skus ?? [], counted, edition, data, overrides })
}
