/** Stored runs as the API shows them, and the document that the sync of one printed. */
import { deriveFigures } from '../answers/figures.ts'
import type { Asked } from '../answers/guided.ts'
import { readPoolBackground } from '../answers/pool-background.ts'
import type { Stored } from '../answers/stored.ts'
import { syncDocument } from '../answers/sync-document.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import { ConfigurationError } from '../errors.ts'
import type { SyncDocument } from '../model/documents.ts'
import type { RunRecord } from '../model/run.ts'
import type { Run } from '../model/service.ts'
import { applyWaivers } from '../findings/waivers.ts'
import { listedWaivers } from '../answers/stored-findings.ts'
import type { Store } from '../store/store.ts'
import { exitCodeFor, isIncomplete } from './exit-codes.ts'

/** Newest first. */
export async function storedRuns(store: Store, tenantId: string, limit: number): Promise<Run[]> {
  const run = await store.latestRun(tenantId)
  return run === null ? [] : [storedRun(run)].slice(0, limit)
}

export function storedRun(run: RunRecord): Run {
  const { id: runId, startedAt, finishedAt, statuses, figures, requests } = run
  const incomplete = isIncomplete(statuses)
  const { high = 0, medium = 0, low = 0, info = 0 } = figures?.findings ?? {}
  const exitCode = figures === null ? null : exitCodeFor({ exceeded: high + medium > 0, incomplete })
  const sent = requests.graph + requests.powerPlatform + requests.dataverse + requests.signIn
  const findings = figures === null ? null : { high, medium, low, info }
  return { runId, state: 'stored', startedAt, finishedAt, exitCode, error: null, findings, requests: sent, incomplete }
}

export async function storedSyncDocument({ store, run, snapshot }: Stored, asked: Asked): Promise<SyncDocument> {
  const background = await readPoolBackground(store, run.tenantId, run.startedAt)
  const figures = await deriveFigures(snapshot, asked, { asOf: run.startedAt, background })
  const findings = applyWaivers(await store.findings(run.tenantId), listedWaivers(asked.config), run.startedAt)
  const rules = ruleOutcomes(findings, run.statuses, run.ruleRuns)
  const isNew = findings.filter(({ firstSeen }) => firstSeen === run.startedAt).length
  const resolved = findings.filter(({ resolvedAt }) => resolvedAt === run.startedAt).length
  return syncDocument(run, asked, figures, rules, { findings, new: isNew, resolved })
}

export function noRun(runId: string): ConfigurationError {
  const hint = 'GET /api/v1/tenants/{tenant}/runs lists them'
  return new ConfigurationError(`There is no stored run with the id ${JSON.stringify(runId)}.`, hint, 'usage')
}
