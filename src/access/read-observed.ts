/** Reads an environment's evidence of use out of a run, or keeps that of earlier findings where the run has none. */
import type { SourceStatus } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import { citeSources } from './cited-sources.ts'
import { KeptUses } from './kept-uses.ts'
import { RunUses, type ObservedUses } from './observed.ts'

/** Null: no evidence was asked for, and none is kept. `earlier` are the environment's findings of the run before. */
export async function readObserved(
  snapshot: Snapshot,
  environmentId: string,
  earlier: readonly Finding[],
): Promise<ObservedUses | null> {
  const statuses = snapshot.statuses()
  const status = statuses.find(({ source, environment }) => isEvidence(source) && environment?.id === environmentId)
  const windows = await Array.fromAsync(snapshot.rows('evidence-windows', environmentId))
  const isAsked = status !== undefined || windows.length > 0
  const uses = new RunUses(
    windows,
    status?.reason ?? null,
    citeSources(statuses, ['dataverse/evidence'], environmentId),
  )
  if (!uses.hasEvidence()) {
    const kept = new KeptUses(earlier, snapshot.startedAt, isAsked ? uses : null)
    return kept.isEmpty() && !isAsked ? null : kept
  }
  for await (const write of snapshot.rows('observed-writes', environmentId)) uses.add(write)
  return uses
}

function isEvidence(source: SourceStatus['source']): boolean {
  return source === 'dataverse/evidence'
}
