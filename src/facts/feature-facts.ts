/** What is switched on in one environment: the facts of the rules that need no security data. */
import { worstState } from '../access/source-state.ts'
import type { TableRule } from '../access/table-rules.ts'
import type { EnvironmentRef, SourceId, SourceStatus } from '../model/coverage.ts'
import type { DatasetName, Datasets, Snapshot } from '../model/dataset.ts'

/** null: the source was not read. */
export interface FeatureFacts {
  readonly ref: EnvironmentRef
  readonly dualWriteMaps: readonly Datasets['dual-write-maps'][] | null
  readonly dualWriteRuntime: readonly Datasets['dual-write-runtime'][] | null
  readonly allocations: readonly Datasets['allocations'][] | null
  /** What the operator's lists say of restricted tables. */
  readonly tableRules: readonly TableRule[]
  /** Names of the installed restricted tables in the Web API, in lower case, by logical name. */
  readonly entitySets: ReadonlyMap<string, string>
  readonly statuses: readonly SourceStatus[]
}

export async function readFeatureFacts(
  snapshot: Snapshot,
  ref: EnvironmentRef,
  tableRules: readonly TableRule[],
): Promise<FeatureFacts> {
  return {
    ref: { id: ref.id, name: ref.name },
    dualWriteMaps: await rowsIfRead(snapshot, 'dataverse/dual-write', 'dual-write-maps', ref.id),
    dualWriteRuntime: await rowsIfRead(snapshot, 'dataverse/dual-write', 'dual-write-runtime', ref.id),
    allocations: await rowsIfRead(snapshot, 'power-platform/allocations', 'allocations', ref.id),
    tableRules,
    entitySets: await readEntitySets(snapshot, ref.id),
    statuses: snapshot.statuses(),
  }
}

async function readEntitySets(snapshot: Snapshot, environmentId: string): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for await (const { logicalName, entitySet } of snapshot.rows('tables', environmentId)) {
    if (entitySet !== null) names.set(logicalName, entitySet.toLowerCase())
  }
  return names
}

/** The rows of a source; null where it could not be read, so that nothing unread becomes a none. */
export async function rowsIfRead<N extends DatasetName>(
  snapshot: Snapshot,
  source: SourceId,
  dataset: N,
  environmentId: string | null,
): Promise<Datasets[N][] | null> {
  const state = worstState(snapshot.statuses(), source, environmentId)
  return state === 'not-assessed' ? null : Array.fromAsync(snapshot.rows(dataset, environmentId))
}
