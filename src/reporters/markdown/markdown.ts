/** The report in Markdown, as a wiki or a ticket takes it: the same sections as the HTML report. */
import { tablesOf } from '../../model/evidence.ts'
import type { ExportContent } from '../../model/export.ts'
import type { Finding } from '../../model/finding.ts'
import { writeText, type ExportPart, type TextChunks } from '../export-part.ts'
import { cellText } from '../report/cell-text.ts'
import {
  clauseSection,
  closingSections,
  findingSection,
  laterSections,
  missingSection,
  poolSection,
  roleSection,
  waivedSection,
  type ReportSection,
} from '../report/sections.ts'
import { accessSentences, factsOf, missingSentence, poolSentence, stepsOf, titleOf } from '../report/summary.ts'
import { tableText, waysOf } from '../terminal/access-text.ts'
import { time } from '../terminal/text.ts'
import { markdown } from './escape.ts'

export const markdownPart: ExportPart = {
  id: null,
  extension: 'md',
  contentType: 'text/markdown; charset=utf-8',
  write: async (content, out) => writeText(chunksOf(content), out),
}

async function* chunksOf(content: ExportContent): TextChunks {
  yield beginning(content)
  let rows = yield* sectionOf(poolSection, content, [poolSentence(content)])
  rows += yield* sectionOf(roleSection, content, accessSentences(content))
  rows += yield* sectionOf(missingSection, content, [missingSentence(content)])
  yield `\n## 4. What to do next\n\n${stepsOf(content).map(stepText).join('\n')}\n`
  for (const section of laterSections) rows += yield* sectionOf(section, content)
  rows += yield* findingTable(findingSection, content, 'open')
  rows += yield* findingTable(waivedSection, content, 'waived')
  for (const section of [...closingSections, clauseSection]) rows += yield* sectionOf(section, content)
  yield `\n${markdown(content.head.notice)}\n`
  return rows
}

function beginning(content: ExportContent): string {
  const facts = factsOf(content).map(([term, value]) => `- ${term}: ${markdown(value)}`)
  const title = `${titleOf(content)}: license report of ${content.head.asOf.slice(0, 10)}`
  return `# ${markdown(title)}\n\n${markdown(content.head.notice)}\n\n${facts.join('\n')}\n`
}

/** Our own commands stay code. */
function stepText(step: string): string {
  const parts = step.split(/(`[^`]*`)/)
  return `- ${parts.map((part) => (part.startsWith('`') ? part : markdown(part))).join('')}`
}

async function* sectionOf(section: ReportSection, content: ExportContent, before: readonly string[] = []): TextChunks {
  const { title, list } = section
  yield headingOf(title, before)
  let rows = 0
  for await (const row of list.rows(content)) {
    if (rows === 0) {
      const ruler = list.columns.map(({ kind }) => (kind === 'number' ? '---:' : '---'))
      yield `${lineOf(list.columns.map((column) => column.title))}${lineOf(ruler)}`
    }
    rows += 1
    yield lineOf(list.columns.map((column, index) => markdown(cellText(row[index] ?? null, column))))
  }
  if (rows === 0) yield `${markdown(list.none(content))}\n`
  return rows
}

async function* findingTable(
  { title, list }: ReportSection,
  content: ExportContent,
  status: 'open' | 'waived',
): TextChunks {
  yield headingOf(title, [])
  let rows = 0
  for await (const finding of content.findings(status)) {
    if (rows === 0) {
      const titles = ['Severity', 'Who or what', 'Where', 'Finding', 'What mends it', 'Clauses', 'Seen', 'Finding id']
      yield `${lineOf(titles)}${lineOf(titles.map(() => '---'))}`
    }
    rows += 1
    yield lineOf(cellsOf(finding).map(markdown))
  }
  if (rows === 0) yield `${markdown(list.none(content))}\n`
  return rows
}

function cellsOf(finding: Finding): readonly string[] {
  const { severity, subject, environment, title, evidence, remedies, clauses, stale, waiver } = finding
  const ways = tablesOf(evidence).map((access) => `${tableText(access)}, through ${waysOf([access]).join('; ')}`)
  const waived = waiver === null ? [] : [`waived by ${waiver.by} until ${waiver.until.slice(0, 10)}: ${waiver.reason}`]
  return [
    stale ? `${severity}, stale` : severity,
    subject.upn === null ? subject.name : `${subject.name} (${subject.upn})`,
    environment?.name ?? 'the tenant',
    [title, ...ways, ...waived].join('. '),
    remedies.map(({ text }) => text).join(' '),
    clauses.join(', '),
    `${time(finding.firstSeen)} to ${time(finding.lastSeen)}`,
    finding.id,
  ]
}

function headingOf(title: string, before: readonly string[]): string {
  return `\n## ${title}\n\n${before.map((sentence) => `${markdown(sentence)}\n\n`).join('')}`
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}
