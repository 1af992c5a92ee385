/** One finding or one pool, whole: derivation, evidence, ways, clauses, remedies, sources. */
import type { Clauses, ExplainDocument } from '../../model/documents.ts'
import type { Finding, FindingSource } from '../../model/finding.ts'
import { isRestrictedTable, tablesOf, type AccessPath, type Evidence } from '../../model/evidence.ts'
import { factLines } from './evidence-facts.ts'
import type { Pool } from '../../model/pool.ts'
import { isEvidenceCited, tableText, wayText, windowText } from './access-text.ts'
import { coverageSection, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { poolDerivation, poolTable } from './pools.ts'
import { heading, name, plain, severity, time, type RenderOptions } from './text.ts'

export function renderExplain(document: ExplainDocument, options: RenderOptions): string {
  const { finding, pool } = document
  const what = finding?.id ?? pool?.pool ?? 'nothing'
  return joinSections([
    titleLine(document, what, options),
    ...(finding === undefined ? [] : [findingSection(finding, options)]),
    ...(pool === undefined ? [] : poolSections(pool, options)),
    section(
      'Derivation',
      document.derivation.map((sentence) => `  ${plain(sentence)}`),
      options,
    ),
    ...(finding === undefined ? [] : [evidenceSection(finding, options), remedySection(finding, options)]),
    clauseSection(document.clauses, options),
    sourceSection(document.sources, options),
    coverageSection(document.coverage, options),
    noticeLine(document, options),
  ])
}

function poolSections(pool: Pool, options: RenderOptions): readonly string[] {
  return [poolTable([pool], options), poolDerivation(pool, options)]
}

function findingSection(finding: Finding, options: RenderOptions): string {
  const upn = finding.subject.upn === null ? '' : ` (${plain(finding.subject.upn)})`
  const place = finding.environment === null ? '' : ` in ${name(finding.environment.name)}`
  const resolved = finding.resolvedAt === null ? '' : `, resolved ${time(finding.resolvedAt)}`
  const stale = finding.stale ? ' (stale: the last run could not look)' : ''
  return [
    heading(plain(finding.title), options),
    `  ${severity(finding.severity, options)}, ${finding.status}${stale}: ${finding.subject.kind} ${name(finding.subject.name)}${upn}${place}`,
    `  first seen ${time(finding.firstSeen)}, last seen ${time(finding.lastSeen)}${resolved}`,
    ...waiverLines(finding),
    `  ${plain(finding.detail)}`,
  ].join('\n')
}

function waiverLines({ waiver }: Finding): readonly string[] {
  if (waiver === null) return []
  return [`  waived by ${name(waiver.by)} on ${time(waiver.at)} until ${time(waiver.until)}: ${plain(waiver.reason)}`]
}

function evidenceSection({ evidence, sources }: Finding, options: RenderOptions): string {
  if (!isRestrictedTable(evidence))
    return section('Evidence', [...factLines(evidence), ...tableLines(evidence)], options)
  const use = `  ${windowText(evidence, isEvidenceCited(sources))}`
  const administrator = evidence.administrator ? ['  System Administrator: every restricted table'] : []
  const latent = evidence.latent === null ? [] : [`  ${plain(evidence.latent)}`]
  return section('Evidence', [...administrator, ...latent, ...tableLines(evidence), use], options)
}

function tableLines(evidence: Evidence): readonly string[] {
  return tablesOf(evidence).flatMap((access) => [
    `  ${tableText(access)}`,
    ...('requires' in access && access.requires.length > 0 ? [`    needs one of: ${access.requires.join(', ')}`] : []),
    ...access.paths.map((path) => `    through ${pathText(path)}`),
  ])
}

function pathText(path: AccessPath): string {
  return `${wayText(path)}: ${path.operations.join(', ')} (${path.depth}), role ${path.roleId}`
}

function remedySection(finding: Finding, options: RenderOptions): string {
  return section(
    'What mends it',
    finding.remedies.map((remedy) => `  ${remedy.kind}: ${plain(remedy.text)}`),
    options,
  )
}

function clauseSection(clauses: Clauses, options: RenderOptions): string {
  const lines = Object.entries(clauses).map(
    ([id, clause]) => `  [${id}] ${plain(clause.heading)}: ${plain(clause.text)} (${plain(clause.source)})`,
  )
  return section('Clauses', lines, options)
}

function sourceSection(sources: readonly FindingSource[], options: RenderOptions): string {
  const lines = sources.map((source) => {
    const request = source.requestId === null ? '' : `, request id ${plain(source.requestId)}`
    return `  ${source.source}: ${plain(source.request)} at ${time(source.at)}${request}`
  })
  return section('Sources', lines, options)
}
