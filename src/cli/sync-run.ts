/** One sync: collects into a staging file, judges, and stores the run whole; or leaves the store as it was. Used by `sync` and `serve`. */
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { restrictedTableNames } from '../access/table-names.ts'
import type { TenantConfig } from '../config.ts'
import { citeClauses } from '../documents/clauses.ts'
import { clausesOfPools } from '../documents/capacity.ts'
import { knowsEnvironments, type EnvironmentJudgment } from '../assess.ts'
import { mergeFindings, type MergedFindings } from '../findings/history.ts'
import { applyWaivers } from '../findings/waivers.ts'
import { ruleOutcomes, type RuleRun } from '../findings/outcomes.ts'
import { relevantSkuIds } from '../licenses/relevant-skus.ts'
import type { SyncDocument } from '../model/documents.ts'
import { severities, type Finding, type RuleOutcome, type Severity } from '../model/finding.ts'
import type { EvidencePeriod } from '../model/connectors.ts'
import type { SourceStatus } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { RunRecord } from '../model/run.ts'
import { SqliteStore } from '../store/sqlite.ts'
import type { Staging, Store } from '../store/store.ts'
import { collect } from '../sync/collect.ts'
import { rowsBySource } from '../sync/progress.ts'
import { runFigures } from '../usage/run-figures.ts'
import { storedHead } from './heads.ts'
import type { Io } from './io.ts'
import { deriveFigures, type Figures } from './figures.ts'
import { judgeEach, tenantNameOf } from './judge.ts'
import { readPoolBackground } from './pool-background.ts'
import type { Product } from './product.ts'
import { createProgress } from './progress.ts'
import { listedWaivers } from './stored-findings.ts'
import { openTenant, type Tenant } from './tenant.ts'

export type FindingFacts = Pick<Finding, 'rule' | 'status' | 'severity'>

export interface SyncResult {
  readonly document: SyncDocument
  readonly findings: readonly FindingFacts[]
}

interface Work {
  readonly product: Product<TenantConfig>
  readonly io: Io
  readonly signal: AbortSignal
  readonly tenant: Tenant
  readonly store: Store
  readonly staging: Staging
  readonly run: Pick<RunRecord, 'id' | 'tenantId' | 'startedAt'>
}

/** Throws where nothing required could be read, or where it was stopped: nothing is stored then. */
export async function runSync(product: Product<TenantConfig>, io: Io, signal: AbortSignal): Promise<SyncResult> {
  const tenant = openTenant(product.config, { ...io, signal }, product.log)
  const store = new SqliteStore(product.config.storePath)
  const run = {
    id: randomUUID(),
    tenantId: product.config.connection.tenantId,
    startedAt: new Date(io.clock.now()).toISOString(),
  }
  const staging = store.stage(run.id)
  try {
    return await collectAndJudge({ product, io, signal, tenant, store, staging, run })
  } finally {
    await staging.discard()
    tenant.close()
    await store.close()
  }
}

async function collectAndJudge(work: Work): Promise<SyncResult> {
  const { product, io, signal, tenant, store, staging, run } = work
  const statuses = await collectRun(work)
  const snapshot = staging.snapshot({ ...run, statuses })
  const pools = await readPoolBackground(store, run.tenantId, run.startedAt)
  const figures = await deriveFigures(snapshot, product, { asOf: run.startedAt, background: pools })
  const tally = new Tally()
  const ruleRuns = await judgeInto(tally, snapshot, work, figures)
  const record: RunRecord = {
    ...run,
    tenantName: await tenantNameOf(snapshot),
    finishedAt: new Date(io.clock.now()).toISOString(),
    edition: product.edition.id,
    statuses,
    ruleRuns: [...ruleRuns],
    figures: runFigures(figures.pools, figures.seats, countOpen(tally.findings)),
    requests: tenant.counts(),
  }
  signal.throwIfAborted()
  await staging.commit(record)
  const rules = ruleOutcomes(tally.findings, statuses, ruleRuns)
  return { document: syncDocument(record, product, figures, rules, tally), findings: tally.findings }
}

/** Judges environment by environment, joins each with its history, and keeps the result for the commit. */
async function judgeInto(
  tally: Tally,
  snapshot: Snapshot,
  { product, store, staging, run, signal }: Work,
  figures: Figures,
): Promise<RuleRun[]> {
  const environmentsComplete = knowsEnvironments(snapshot)
  const unseen = new Set(await store.findingEnvironments(run.tenantId))
  const listed = listedWaivers(product.config)
  const join = async ({ environmentId, drafts, looks }: EnvironmentJudgment): Promise<void> => {
    unseen.delete(environmentId)
    const previous = await store.findings(run.tenantId, environmentId)
    const merged = mergeFindings({ previous, drafts, looks, environmentsComplete, runStartedAt: run.startedAt })
    const findings = applyWaivers(merged.findings, listed, run.startedAt)
    staging.keep(findings)
    tally.add({ ...merged, findings })
    // A stop and the health endpoint are heard between two environments: judging itself never waits.
    await nextTurn()
    signal.throwIfAborted()
  }
  const background = {
    figures,
    ledger: { since: null, lookedAt: null, entries: [] },
    now: run.startedAt,
    earlier: (environmentId: string) => store.findings(run.tenantId, environmentId),
  }
  const ruleRuns = await judgeEach(snapshot, product, background, join)
  for (const environmentId of unseen) await join({ environmentId, drafts: [], looks: [] })
  return ruleRuns
}

/** What the summary needs of the findings; the findings themselves are in the store by then. */
class Tally {
  readonly findings: FindingFacts[] = []
  new = 0
  resolved = 0

  add(merged: MergedFindings): void {
    for (const { rule, status, severity } of merged.findings) this.findings.push({ rule, status, severity })
    this.new += merged.new
    this.resolved += merged.resolved
  }
}

/** Entra keeps license changes for 30 days at most (contracts/graph.md 9). */
const auditDays = 30

function evidencePeriod(days: number | null, startedAt: string): EvidencePeriod | null {
  return days === null ? null : { from: daysBefore(startedAt, days), to: startedAt }
}

function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * 86_400_000).toISOString()
}

async function collectRun({ product, io, signal, tenant, staging, run }: Work): Promise<SourceStatus[]> {
  const { config, data } = product
  const progress = createProgress(io)
  try {
    return await collect({
      run,
      connectors: tenant.connectors,
      staging,
      scope: config.environments,
      tables: restrictedTableNames(data, config.fieldServiceList),
      formerHolders: () => [],
      auditFrom: daysBefore(run.startedAt, auditDays),
      evidence: evidencePeriod(config.evidenceDays, run.startedAt),
      relevantSkuIds: (skus) => relevantSkuIds(skus, data, config.skuOverrides),
      clock: io.clock,
      progress: progress.report,
      signal,
    })
  } finally {
    progress.end()
  }
}

function syncDocument(
  run: RunRecord,
  product: Product,
  { seats, pools }: Figures,
  rules: RuleOutcome[],
  tally: Tally,
): SyncDocument {
  return {
    schema: 'seatledger.sync/1',
    ...storedHead(run, product),
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    mode: 'full',
    requests: run.requests,
    rows: rowsBySource(run.statuses),
    findings: { ...countOpen(tally.findings), new: tally.new, resolved: tally.resolved },
    rules,
    seats,
    pools,
    clauses: citeClauses(clausesOfPools(pools), product.edition),
  }
}

function countOpen(findings: readonly FindingFacts[]): Record<Severity, number> {
  const open = findings.filter(({ status }) => status === 'open')
  const count = (severity: Severity): number => open.filter((finding) => finding.severity === severity).length
  const [high, medium, low, info] = severities
  return { high: count(high), medium: count(medium), low: count(low), info: count(info) }
}
