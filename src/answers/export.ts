/** What an export is made of: the documents of the last run, and its findings one after another. */
import { setImmediate } from 'node:timers/promises'
import { ruleOutcomes } from '../findings/outcomes.ts'
import { applyWaivers } from '../findings/waivers.ts'
import type { Clauses } from '../model/documents.ts'
import type { ExportContent } from '../model/export.ts'
import type { Finding } from '../model/finding.ts'
import { unseenProvisions } from '../rights/unseen-provisions.ts'
import { ruleIds } from '../rules/index.ts'
import { storedCapacity } from './capacity.ts'
import { citing } from './cite.ts'
import { surveyFindings } from './finding-survey.ts'
import type { Asked } from './guided.ts'
import { findingSources, storedHead } from './heads.ts'
import { storedSeats } from './seats.ts'
import type { Stored } from './stored.ts'
import { listedWaivers } from './stored-findings.ts'

/** The store must stay open, and at one moment, as long as the content is in use. */
export async function exportContent(stored: Stored, asked: Asked): Promise<ExportContent> {
  const { store, run } = stored
  const cite = citing(asked)
  const order = store.findingOrder({ tenantId: run.tenantId, ruleOrder: ruleIds })
  const findings = (): AsyncIterable<Finding> => findingsOf(order, stored, asked)
  const { totals, roles, facts, cited } = await surveyFindings(findings())
  const frame = {
    schema: 'seatledger.findings/1' as const,
    ...storedHead(run, asked, { sources: findingSources }),
    rules: ruleOutcomes(facts, run.statuses, run.ruleRuns),
  }
  const capacity = await storedCapacity(stored, asked)
  const provisions = unseenProvisions(asked.edition)
  const allCited = [...cited.open, ...cited.waived, ...provisions.map(({ clause }) => clause)]
  return {
    head: storedHead(run, asked),
    finishedAt: run.finishedAt,
    capacity,
    seats: await storedSeats(stored, asked, 'user'),
    open: { ...frame, clauses: cite(cited.open) },
    waived: { ...frame, clauses: cite(cited.waived) },
    totals,
    roles,
    provisions,
    clauses: { ...capacity.clauses, ...withoutKnown(cite([...new Set(allCited)]), capacity.clauses) },
    nearBelow: asked.edition.near.below,
    async *findings(status) {
      for await (const finding of findings()) if (finding.status === status) yield finding
    },
  }
}

function withoutKnown(clauses: Clauses, known: Clauses): Clauses {
  return Object.fromEntries(Object.entries(clauses).filter(([id]) => known[id] === undefined))
}

/** Findings between two pauses: whoever answers others in this process can do so. */
const breath = 100

/** As they stand now, for a waiver may have ended since the run. */
async function* findingsOf(
  order: readonly string[],
  { store, run }: Stored,
  { config, now }: Asked,
): AsyncGenerator<Finding> {
  const listed = listedWaivers(config)
  let count = 0
  for (const finding of store.eachFinding(run.tenantId, order)) {
    yield* applyWaivers([finding], listed, now)
    count += 1
    if (count % breath === 0) await setImmediate()
  }
}
