/** One sync: collects into a staging file, judges, and stores the run whole; or leaves the store as it was. Used by `sync` and `serve`. */
import { nowOf } from './now.ts'
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { knowsEnvironments, type EnvironmentJudgment } from '../assess.ts'
import type { TenantConfig } from '../config.ts'
import { mergeFindings, type MergedFindings } from '../findings/history.ts'
import { ruleOutcomes, type RuleRun } from '../findings/outcomes.ts'
import { applyWaivers } from '../findings/waivers.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { SyncDocument } from '../model/documents.ts'
import type { Finding } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'
import { learnSnapshot } from '../pseudonyms/rows.ts'
import type { StageRequest, Staging, Store } from '../store/store.ts'
import { longestInterruptionMs } from '../sync/longest-interruption.ts'
import { SourceJournal } from '../sync/source-journal.ts'
import { count, time } from '../reporters/terminal/text.ts'
import { runFigures } from '../usage/run-figures.ts'
import { deriveFigures } from '../answers/figures.ts'
import type { Io } from './io.ts'
import { judgeEach, tenantNameOf, type Background } from '../answers/judge.ts'
import { readPoolBackground } from '../answers/pool-background.ts'
import type { Product } from './product.ts'
import { learning } from './pseudonyms.ts'
import { openStore } from './stored.ts'
import { openAlertWatch, type RunWatch } from './alert-watch.ts'
import { sendAlerts } from './alerts-send.ts'
import { listedWaivers } from '../answers/stored-findings.ts'
import { collectRun, type SyncWork } from './sync-collect.ts'
import { countOpen, syncDocument, type FindingFacts } from '../answers/sync-document.ts'
import { advanceSeatLedger } from '../answers/seat-ledger.ts'
import { openTenant } from './tenant.ts'
import { version } from '../version.ts'

export interface SyncResult {
  readonly document: SyncDocument
  readonly findings: readonly FindingFacts[]
}

interface Work extends SyncWork {
  readonly store: Store
}

export interface SyncSettings {
  /** Also what an interrupted sync has read already. */
  readonly full?: boolean | undefined
}

/**
 * Throws where nothing required could be read, where it was stopped, or where another sync of the tenant is running: nothing is
 * stored then.
 */
export async function runSync(
  product: Product<TenantConfig>,
  io: Io,
  signal: AbortSignal,
  settings: SyncSettings = {},
): Promise<SyncResult> {
  const store = openStore(product)
  const staging = learning(store.stage(stageRequest(product, io, settings)), product)
  try {
    // What an earlier run could not deliver, also where this one fails.
    await sendAlerts(product, io, signal, { store, round: 0 })
    const result = await syncInto(staging, { product, io, signal, store })
    await sendAlerts(product, io, signal, { store })
    return result
  } finally {
    await staging.discard()
    await store.close()
  }
}

async function syncInto(
  staging: Staging,
  parts: Pick<Work, 'product' | 'io' | 'signal' | 'store'>,
): Promise<SyncResult> {
  const { product, io, signal } = parts
  const { run, attempt, readings } = staging
  const journal = new SourceJournal(readings)
  io.watch?.began(run)
  const tenant = openTenant(product.config, { ...io, signal }, product.log, journal)
  try {
    if (attempt > 1) tellOfResume(product, io, run.startedAt, journal.keptReadings)
    return await collectAndJudge({ ...parts, tenant, staging, journal, run })
  } finally {
    tenant.close()
  }
}

function stageRequest({ config }: Product<TenantConfig>, io: Io, { full }: SyncSettings): StageRequest {
  const { cloud, tenantId, clientId } = config.connection
  const startedAt = nowOf(io)
  return {
    run: { id: randomUUID(), tenantId, startedAt },
    // Another version may read other things, and another application may be allowed to see others.
    likeness: JSON.stringify([version, cloud, clientId]),
    notBefore: full === true ? startedAt : new Date(io.clock.now() - longestInterruptionMs).toISOString(),
  }
}

function tellOfResume({ log }: Product, io: Io, startedAt: string, kept: number): void {
  io.stderr(
    `Going on with the sync that began ${time(startedAt)} and was interrupted: ${count(kept, 'source')} ${kept === 1 ? 'is' : 'are'} kept.\n`,
  )
  log.info('sync-resumed', { startedAt, count: kept })
}

async function collectAndJudge(work: Work): Promise<SyncResult> {
  const { product, io, signal, tenant, store, staging, run } = work
  const previous = await store.ledger(run.tenantId)
  const statuses = await collectRun(work, previous)
  const snapshot = staging.snapshot({ ...run, statuses })
  // What was kept of an interrupted sync was read by another process; all else is known since it was staged.
  if (product.pseudonyms !== undefined && staging.attempt > 1) await learnSnapshot(snapshot, product.pseudonyms.names)
  const pools = await readPoolBackground(store, run.tenantId, run.startedAt)
  const figures = await deriveFigures(snapshot, product, { asOf: run.startedAt, background: pools })
  const ledger = await advanceSeatLedger(previous, snapshot, figures, product)
  staging.keepLedger(ledger)
  const tally = new Tally()
  const alerts = openAlertWatch(product, io, store, run)
  const ruleRuns = await judgeInto(tally, snapshot, { ...work, alerts }, { figures, ledger })
  const rules = ruleOutcomes(tally.findings, statuses, ruleRuns)
  const counts = { ...countOpen(tally.findings), new: tally.new, resolved: tally.resolved }
  const record: RunRecord = {
    ...run,
    tenantName: await tenantNameOf(snapshot),
    finishedAt: nowOf(io),
    edition: product.edition.id,
    statuses,
    ruleRuns: [...ruleRuns],
    figures: runFigures(figures.pools, figures.seats, counts),
    requests: tenant.counts(),
    outcome: { rules, ...counts },
  }
  signal.throwIfAborted()
  await staging.commit(record, [], await alerts.batch(record))
  return { document: syncDocument(record, product, figures, rules, counts), findings: tally.findings }
}

/** Judges environment by environment, joins each with its history, and keeps the result for the commit. */
async function judgeInto(
  tally: Tally,
  snapshot: Snapshot,
  { product, store, staging, run, signal, alerts }: Work & { readonly alerts: RunWatch },
  { figures, ledger }: Pick<Background, 'figures' | 'ledger'>,
): Promise<RuleRun[]> {
  const environmentsComplete = knowsEnvironments(snapshot)
  const unseen = new Set(await store.findingEnvironments(run.tenantId))
  const earlier = rememberLast(async (environmentId) => store.findings(run.tenantId, environmentId))
  const listed = listedWaivers(product.config)
  const join = async ({ environmentId, drafts, looks }: EnvironmentJudgment): Promise<void> => {
    unseen.delete(environmentId)
    const previous = await earlier(environmentId)
    const merged = mergeFindings({ previous, drafts, looks, environmentsComplete, runStartedAt: run.startedAt })
    // The store keeps its own waivers: what the operator's file says holds only as long as the file says it.
    staging.keep(applyWaivers(merged.findings, null, run.startedAt))
    const findings = applyWaivers(merged.findings, listed, run.startedAt)
    tally.add({ ...merged, findings })
    staging.keepTold(await alerts.look(environmentId, findings))
    // A stop and the health endpoint are heard between two environments: judging itself never waits.
    await nextTurn()
    signal.throwIfAborted()
  }
  const background = {
    figures,
    ledger,
    now: run.startedAt,
    earlier,
  }
  const ruleRuns = await judgeEach(snapshot, product, background, join)
  for (const environmentId of unseen) await join({ environmentId, drafts: [], looks: [] })
  return ruleRuns
}

/** Judging and joining want the findings of the same environment, one after the other: they are read once, and only they are kept. */
function rememberLast(
  read: (environmentId: string) => Promise<Finding[]>,
): (environmentId: string) => Promise<Finding[]> {
  let last: { readonly environmentId: string; readonly findings: Finding[] } | null = null
  return async (environmentId) => {
    if (last?.environmentId !== environmentId) last = { environmentId, findings: await read(environmentId) }
    return last.findings
  }
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
