/** Collects the rows of one sync into its staging file, with progress on the screen. */
import { dayMs } from '../units.ts'
import { rolesOfInterest } from '../access/role-uses.ts'
import { restrictedTableNames } from '../access/table-names.ts'
import type { TenantConfig } from '../config.ts'
import { holdersToRecheck } from '../ledger/from-run.ts'
import { relevantSkuIds } from '../licenses/relevant-skus.ts'
import type { EvidencePeriod } from '../model/connectors.ts'
import type { SourceStatus } from '../model/coverage.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { RunRecord } from '../model/run.ts'
import type { Staging } from '../store/store.ts'
import { collect } from '../sync/collect.ts'
import type { SourceJournal } from '../sync/source-journal.ts'
import type { Io } from './io.ts'
import { listsOf } from '../answers/judge.ts'
import type { Product } from './product.ts'
import { createProgress } from './progress.ts'
import type { Tenant } from './tenant.ts'

export interface SyncWork {
  readonly product: Product<TenantConfig>
  readonly io: Io
  readonly signal: AbortSignal
  readonly tenant: Tenant
  readonly staging: Staging
  readonly journal: SourceJournal
  readonly run: Pick<RunRecord, 'id' | 'tenantId' | 'startedAt'>
}

/** Entra keeps license changes for 30 days at most (contracts/graph.md 9). */
const auditDays = 30

function evidencePeriod(days: number | null, startedAt: string): EvidencePeriod | null {
  return days === null ? null : { from: daysBefore(startedAt, days), to: startedAt }
}

function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * dayMs).toISOString()
}

export async function collectRun(work: SyncWork, ledger: SeatLedger): Promise<SourceStatus[]> {
  const { product, io, signal, tenant, staging, journal, run } = work
  const { config, data, edition } = product
  const progress = createProgress(io)
  try {
    return await collect({
      run,
      connectors: tenant.connectors,
      staging,
      journal,
      scope: config.environments,
      tables: restrictedTableNames(data, config.fieldServiceList),
      rolesOfInterest: rolesOfInterest(listsOf(product).roleLists),
      formerHolders: (people) =>
        holdersToRecheck(ledger, people, { days: edition.reassignmentDays.days, now: run.startedAt }),
      auditFrom: daysBefore(run.startedAt, auditDays),
      evidence: evidencePeriod(config.evidenceDays, run.startedAt),
      relevantSkuIds: (skus) => relevantSkuIds(skus, data, config.skuOverrides),
      clock: io.clock,
      progress: (event) => {
        progress.report(event)
        io.watch?.progress(event)
      },
      signal,
    })
  } finally {
    progress.end()
  }
}
