/** Stored runs as the API shows them, and the document that the sync of one printed. */
import { deriveFigures } from '../answers/figures.ts'
import type { Asked } from '../answers/guided.ts'
import { readPoolBackground } from '../answers/pool-background.ts'
import type { Stored } from '../answers/stored.ts'
import { countOpen, syncDocument } from '../answers/sync-document.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import { SeatledgerError, UnknownIdError } from '../errors.ts'
import type { SyncDocument } from '../model/documents.ts'
import type { RunRecord } from '../model/run.ts'
import type { Run } from '../model/service.ts'
import { applyWaivers } from '../findings/waivers.ts'
import { listedWaivers } from '../answers/stored-findings.ts'
import type { RunsWanted } from '../server/service.ts'
import type { Store } from '../store/store.ts'
import { exitCodeFor, isIncomplete } from './exit-codes.ts'

/** Newest first. */
export async function storedRuns(store: Store, tenantId: string, { limit, runId }: RunsWanted): Promise<Run[]> {
  const wanted = { ...(limit === undefined ? {} : { limit }), ...(runId === undefined ? {} : { runId }) }
  return (await store.runRecords(tenantId, wanted)).map(storedRun)
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

/** As it was printed. A run that was stored before runs kept their outcomes shows them as long as it is the newest. */
export async function storedSyncDocument(
  { store, run }: Pick<Stored, 'store' | 'run'>,
  newest: RunRecord,
  asked: Asked,
): Promise<SyncDocument> {
  const outcome = run.outcome ?? (run.id === newest.id ? await outcomeNow(store, run, asked) : null)
  if (outcome === null) throw noOutcome(run)
  const background = await readPoolBackground(store, run.tenantId, run.startedAt)
  const figures = await deriveFigures(store.snapshot(run), asked, { asOf: run.startedAt, background })
  const { rules, ...counts } = outcome
  return syncDocument(run, asked, figures, rules, counts)
}

async function outcomeNow(store: Store, run: RunRecord, { config }: Asked): Promise<NonNullable<RunRecord['outcome']>> {
  const findings = applyWaivers(await store.findings(run.tenantId), listedWaivers(config), run.startedAt)
  return {
    rules: ruleOutcomes(findings, run.statuses, run.ruleRuns),
    ...countOpen(findings),
    new: findings.filter(({ firstSeen }) => firstSeen === run.startedAt).length,
    resolved: findings.filter(({ resolvedAt }) => resolvedAt === run.startedAt).length,
  }
}

function noOutcome({ startedAt }: RunRecord): SeatledgerError {
  return new SeatledgerError('no-sync', `The run of ${startedAt} was stored by a version that kept no summary of it.`)
}

export function noRun(runId: string): UnknownIdError {
  const hint = 'GET /api/v1/tenants/{tenant}/runs lists them'
  return new UnknownIdError(`There is no stored run with the id ${JSON.stringify(runId)}.`, hint)
}
