/** Judges a run, stored or not yet: seats, pools and environments, and what the rules find. */
import { accessLists } from '../access/lists.ts'
import type { AccessLists } from '../access/read-tenant-facts.ts'
import { assess, assessEach, type AssessOptions, type Assessment, type EnvironmentJudgment } from '../assess.ts'
import { worstState } from '../access/source-state.ts'
import type { RuleRun } from '../findings/outcomes.ts'
import { leftOutOf } from '../findings/missing-needs.ts'
import { kindOf } from '../guide/sku-catalogue.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import { dynamicsUnits } from '../seats/dynamics-units.ts'
import type { Figures } from './figures.ts'
import type { Guided } from './guided.ts'

export function listsOf({ config, data }: Guided): AccessLists {
  const { skuOverrides: overrides, people, fieldServiceList, agentRoles } = config
  return accessLists({ data, overrides, people, fieldServiceList, agentRoles })
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

export async function judge(snapshot: Snapshot, product: Guided, background: Background): Promise<Assessment> {
  return assess(snapshot, await assessOptions(snapshot, product, background))
}

/** The same, one environment at a time. */
export async function judgeEach(
  snapshot: Snapshot,
  product: Guided,
  background: Background,
  take: (judgment: EnvironmentJudgment) => Promise<void>,
): Promise<RuleRun[]> {
  return assessEach(snapshot, await assessOptions(snapshot, product, background), take)
}

async function assessOptions(
  snapshot: Snapshot,
  product: Guided,
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
  const rows = await Array.fromAsync(snapshot.rows('organization', null))
  return rows[0]?.displayName ?? null
}
