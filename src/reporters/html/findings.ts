/** The table of findings: each with its ways, its evidence, what mends it, its clauses and the requests on which it rests. */
import { isRestrictedTable, tablesOf } from '../../model/evidence.ts'
import type { ExportContent } from '../../model/export.ts'
import type { Finding } from '../../model/finding.ts'
import type { TextChunks } from '../export-part.ts'
import type { ReportSection } from '../report/sections.ts'
import { isEvidenceCited, tableText, waysOf, windowText } from '../terminal/access-text.ts'
import { factLines } from '../terminal/evidence-facts.ts'
import { time } from '../terminal/text.ts'
import { anchor, html, sentence } from './markup.ts'
import { tableEnd, tableStart, tag } from './table.ts'

const columns = ['Severity', 'Who or what', 'Where', 'Finding', 'What mends it', 'Clauses'].map((title) => ({
  title,
  kind: 'text' as const,
}))

export async function* findingTable(
  { title, list }: ReportSection,
  content: ExportContent,
  status: 'open' | 'waived',
): TextChunks {
  let rows = 0
  for await (const finding of content.findings(status)) {
    if (rows === 0) yield tableStart(title, list.about, columns)
    rows += 1
    yield rowOf(finding)
  }
  yield rows === 0 ? `<p>${html(list.none(content))}</p>\n` : tableEnd
  return rows
}

function rowOf(finding: Finding): string {
  const { id, severity, subject, environment, stale } = finding
  const upn = subject.upn === null ? '' : `<br><span class="small">${html(subject.upn)}</span>`
  const old = stale ? '<br><span class="small">stale: the last run could not look</span>' : ''
  return `<tr id="${anchor(id)}"><td>${tag(severity)}${old}</td><th scope="row" class="text">${html(subject.name)}${upn}</th><td class="text">${html(environment?.name ?? 'the tenant')}</td><td class="text">${whatOf(finding)}</td><td class="text">${listOf(finding.remedies.map(({ text }) => sentence(text)))}</td><td class="text">${clausesOf(finding)}</td></tr>\n`
}

function whatOf(finding: Finding): string {
  const { title, detail, evidence, firstSeen, lastSeen, id, sources } = finding
  const tables = tablesOf(evidence).map((access) => {
    const ways = waysOf([access])
    return html(`${tableText(access)}${ways.length === 0 ? '' : `, through ${ways.join('; ')}`}`)
  })
  const requests = sources.map(({ source, request, at }) => `${source}: ${request} at ${time(at)}`)
  const small = [
    detail,
    ...evidenceOf(finding),
    ...waiverOf(finding),
    `Seen ${time(firstSeen)} to ${time(lastSeen)}. Finding ${id}.`,
    ...requests,
  ]
  return `<strong>${html(title)}</strong>${listOf(tables)}<div class="small">${small.map(sentence).join('<br>')}</div>`
}

function evidenceOf({ evidence, sources }: Finding): readonly string[] {
  if (!isRestrictedTable(evidence))
    return [
      factLines(evidence)
        .map((line) => line.trim())
        .join('; '),
    ]
  const latent = evidence.latent === null ? [] : [evidence.latent]
  return [...latent, windowText(evidence, isEvidenceCited(sources))]
}

function waiverOf({ waiver }: Finding): readonly string[] {
  if (waiver === null) return []
  return [`Waived by ${waiver.by} on ${time(waiver.at)} until ${waiver.until.slice(0, 10)}: ${waiver.reason}`]
}

function clausesOf({ clauses }: Finding): string {
  return clauses.map((id) => `<a href="#clause-${anchor(id)}">${html(id)}</a>`).join('<br>')
}

function listOf(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul class="plain">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}
