/** The summary after a sync: the four things that a person reads, in their order. */
import type { SyncDocument } from '../../model/documents.ts'
import type { Finding } from '../../model/finding.ts'
import type { Pool } from '../../model/pool.ts'
import { coverageLines, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { findingCounts, notAssessedLines } from './finding-table.ts'
import { nextSteps } from './next-steps.ts'
import { poolTable } from './pools.ts'
import { writersByRole } from './role-summary.ts'
import { count, figure, paint, type RenderOptions } from './text.ts'

/** `findings`: those of the run, open ones; the document itself holds their numbers only. */
export function renderSync(document: SyncDocument, findings: readonly Finding[], options: RenderOptions): string {
  const open = findings.filter((finding) => finding.status === 'open')
  return joinSections([
    titleLine(document, 'sync', options),
    section('1. Over or within', [poolHeadline(document.pools), poolTable(document.pools, options)], options),
    section('2. Who can write what without a license', accessLines(document, open, options), options),
    section('3. What was not looked at, and how to mend that', notLookedAt(document, options), options),
    section(
      '4. What to do next',
      nextSteps(document, open).map((step) => `  ${step}`),
      options,
    ),
    paint(requestLine(document), 'dim', options),
    noticeLine(document, options),
  ])
}

function poolHeadline(pools: readonly Pool[]): string {
  const withStatus = (status: Pool['status']): readonly string[] =>
    pools.filter((pool) => pool.status === status).map((pool) => pool.pool)
  const sentences = [
    ['Over', withStatus('over')],
    ['Nearly over', withStatus('near')],
    ['Within', withStatus('within')],
    ['Not known, for lack of figures', withStatus('unknown')],
  ] as const
  return sentences.flatMap(([text, ids]) => (ids.length === 0 ? [] : [`${text}: ${ids.join(', ')}.`])).join(' ')
}

function accessLines(document: SyncDocument, open: readonly Finding[], options: RenderOptions): readonly string[] {
  const writers = open.filter(isPersonToMend)
  const people = new Set(writers.map((finding) => finding.subject.id)).size
  const others = open.filter((finding) => finding.severity === 'info').length
  const isWhole = document.rules.every((rule) => rule.needs.length === 0)
  const limit = isWhole ? '' : ', in what was looked at'
  const { new: added, resolved } = document.findings
  return [
    `${count(people, 'person', 'people')} can write restricted tables without the matching license${limit}.`,
    `${findingCounts(open)}; ${figure(added)} new, ${figure(resolved)} resolved.`,
    others === 0
      ? ''
      : 'Severity info: administrators, and people who cannot use what they may. Listed, never counted above.',
    writersByRole(writers, options),
  ]
}

/** Above `info` and about a person: who needs a license or must lose a role. */
function isPersonToMend(finding: Finding): boolean {
  return finding.severity !== 'info' && finding.subject.kind !== 'environment'
}

function notLookedAt(document: SyncDocument, options: RenderOptions): readonly string[] {
  const lines = [...coverageLines(document.coverage, options), ...notAssessedLines(document.rules, options)]
  return lines.length === 0 ? ['Everything that this version reads was looked at, wholly.'] : lines
}

function requestLine(document: SyncDocument): string {
  const { graph, powerPlatform, dataverse, signIn, retried } = document.requests
  const rows = Object.values(document.rows).reduce((sum, some) => sum + some, 0)
  const seconds = (Date.parse(document.finishedAt) - Date.parse(document.startedAt)) / 1000
  return `${figure(rows)} rows by ${figure(graph)} Graph, ${figure(powerPlatform)} Power Platform and ${figure(dataverse)} Dataverse requests (${figure(signIn)} for sign-in, ${figure(retried)} retried) in ${figure(seconds)} s; run ${document.runId ?? 'not stored'}.`
}
