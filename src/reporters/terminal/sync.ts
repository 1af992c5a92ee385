/** The summary after a sync: the four things that a person reads, in their order. */
import type { SyncDocument } from '../../model/documents.ts'
import { severities, type Finding } from '../../model/finding.ts'
import type { Pool } from '../../model/pool.ts'
import type { UnseenProvision } from '../../model/rights.ts'
import { changeLines, type EarlierRun } from './change.ts'
import { coverageLines, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { findingCounts, notAssessedLines } from './finding-table.ts'
import { nextSteps } from './next-steps.ts'
import { shortProvisionSection } from './no-api.ts'
import { poolTable } from './pools.ts'
import { writersByRole } from './role-summary.ts'
import { table } from './table.ts'
import { count, figure, paint, type RenderOptions } from './text.ts'

interface SyncReportOptions extends RenderOptions {
  readonly provisions?: readonly UnseenProvision[]
  readonly earlier?: EarlierRun
}

/** `findings`: those of the run, open ones; the document itself holds their numbers only. */
export function renderSync(document: SyncDocument, findings: readonly Finding[], options: SyncReportOptions): string {
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
    options.earlier === undefined ? '' : changeLines(options.earlier, document).join('\n'),
    shortProvisionSection(options.provisions ?? [], options),
    paint(requestLine(document), 'dim', options),
    noticeLine(document, options),
  ])
}

/** `Over: record-routes. Within: …`. */
export function poolHeadline(pools: readonly Pool[]): string {
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
  const others = open.filter(({ rule, severity }) => rule === accessRule && severity === 'info').length
  const isWhole = document.rules.every((rule) => rule.rule !== accessRule || rule.needs.length === 0)
  const limit = isWhole ? '' : ', in what was looked at'
  const { new: added, resolved } = document.findings
  return [
    `${count(people, 'person', 'people')} can write restricted tables without the matching license${limit}.`,
    others === 0
      ? ''
      : 'Severity info: administrators, and people who cannot use what they may. Listed, never counted above.',
    writersByRole(writers, options),
    '',
    `All rules: ${findingCounts(open)}; ${figure(added)} new, ${figure(resolved)} resolved.`,
    otherRules(open, options),
  ]
}

/** Findings of the other rules by rule and severity: what the guide asks for beside restricted tables. */
function otherRules(open: readonly Finding[], options: RenderOptions): string {
  const byRule = Map.groupBy(
    open.filter(({ rule }) => rule !== accessRule),
    ({ rule }) => rule,
  )
  if (byRule.size === 0) return ''
  const columns = [{ title: 'Other rules' }, ...severities.map((title) => ({ title, align: 'right' }) as const)]
  const rows = [...byRule].map(([rule, findings]) => [
    rule,
    ...severities.map((level) => figure(findings.filter(({ severity }) => severity === level).length)),
  ])
  return table(columns, rows, options)
}

const accessRule = 'restricted-table-write'

/** Above `info` and about a person: who needs a license or must lose a role. */
function isPersonToMend(finding: Finding): boolean {
  const { rule, severity, subject } = finding
  return rule === accessRule && severity !== 'info' && subject.kind !== 'environment'
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
