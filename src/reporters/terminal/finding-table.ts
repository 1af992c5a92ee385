/** Findings as a table, one per rule: how bad, who with the finding's id, where, what, and through which role. */
import type { Finding, RuleOutcome } from '../../model/finding.ts'
import { isRestrictedTable, tablesOf } from '../../model/evidence.ts'
import { severities } from '../../model/finding.ts'
import { isEvidenceCited, tableText, waysOf, windowText } from './access-text.ts'
import { section } from './frame.ts'
import { table } from './table.ts'
import { cell, count, name, paint, plain, severity, time, type RenderOptions } from './text.ts'

/** `3 findings: 1 high, 2 medium`. */
export function findingCounts(findings: readonly Pick<Finding, 'severity'>[]): string {
  const parts = severities.flatMap((level) => {
    const some = findings.filter((finding) => finding.severity === level).length
    return some === 0 ? [] : [`${some} ${level}`]
  })
  return `${count(findings.length, 'finding')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

/** One section per rule, in the order of the rules. */
export function findingSections(
  findings: readonly Finding[],
  rules: readonly RuleOutcome[],
  options: RenderOptions,
): readonly string[] {
  const ids = new Set([...rules.map((rule) => rule.rule), ...findings.map((finding) => finding.rule)])
  return [...ids].map((id) => {
    const ofRule = findings.filter((finding) => finding.rule === id)
    if (ofRule.length === 0) return ''
    return section(`${id}, ${findingCounts(ofRule)}`, [findingTable(ofRule, options)], options)
  })
}

function findingTable(findings: readonly Finding[], options: RenderOptions): string {
  const rows = findings.map((finding) => [
    [severity(finding.severity, options), ...stateLines(finding, options)].join('\n'),
    [name(finding.subject.name), ...(finding.subject.upn === null ? [] : [cell(finding.subject.upn)]), finding.id].join(
      '\n',
    ),
    finding.environment === null ? '' : name(finding.environment.name),
    whatText(finding),
    throughText(finding),
  ])
  const titles = ['Severity', 'Who, and id', 'Environment', 'What', 'Through']
  return table(
    titles.map((title) => ({ title })),
    rows,
    options,
  )
}

/** What a reader must know beside the severity: not fresh, accepted, or gone. */
function stateLines(finding: Finding, options: RenderOptions): readonly string[] {
  const stale = finding.stale ? [`stale since ${time(finding.lastSeen).slice(0, 10)}`] : []
  const waived = finding.waiver === null ? [] : [`waived until ${plain(finding.waiver.until).slice(0, 10)}`]
  const state = finding.status === 'waived' ? waived : finding.status === 'resolved' ? ['resolved'] : []
  return [...state, ...stale].map((text) => paint(text, 'dim', options))
}

/** The tables; the title where the finding lists none (administrators) or where a person needs more than tables to see why. */
function whatText(finding: Finding): string {
  const { evidence } = finding
  if (!isRestrictedTable(evidence)) return cell(finding.title)
  const lines = evidence.tables.map(tableText)
  const latent = evidence.latent === null ? [] : [cell(evidence.latent)]
  const isAsked = isEvidenceCited(finding.sources)
  const use = isAsked || evidence.observedWindow !== null ? [windowText(evidence, isAsked)] : []
  const shown = evidence.administrator || lines.length === 0 ? [cell(finding.title), ...lines] : lines
  return [...shown, ...latent, ...use].join('\n')
}

/** The roles by which somebody comes to what the finding says; none for findings about seats and pools. */
function throughText({ evidence }: Finding): string {
  if ('roles' in evidence) {
    return evidence.roles
      .map(({ role, team }) => (team === null ? name(role) : `${name(role)} (team ${name(team)})`))
      .join('\n')
  }
  return waysOf(tablesOf(evidence)).join('\n')
}

export function notAssessedSection(rules: readonly RuleOutcome[], options: RenderOptions): string {
  return section('Rules that could not be assessed', notAssessedLines(rules, options), options)
}

/** Each rule that could not be assessed, or not wholly, with what is missing. */
export function notAssessedLines(rules: readonly RuleOutcome[], options: RenderOptions): readonly string[] {
  return rules
    .filter((rule) => rule.outcome === 'not-assessed' || rule.needs.length > 0)
    .map((rule) => {
      const what = rule.outcome === 'not-assessed' ? 'not-assessed' : 'assessed in part'
      const needs = rule.needs.length === 0 ? '' : ` (needs ${rule.needs.join(', ')})`
      return `  ${paint(what, 'yellow', options)} ${rule.rule}: ${plain(rule.reason ?? 'a source is not complete')}${needs}`
    })
}
