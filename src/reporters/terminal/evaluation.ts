/** The evaluation document as text: pools, findings and seats of a stored run, judged again. */
import type { EvaluationDocument } from '../../model/documents.ts'
import { findingCounts, findingSections, notAssessedSection } from './finding-table.ts'
import { coverageSection, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { derivationSection, poolTable } from './pools.ts'
import { seatSection } from './seat-tables.ts'
import { paint, plain, type RenderOptions } from './text.ts'

export function renderEvaluation(document: EvaluationDocument, options: RenderOptions): string {
  return joinSections([
    titleLine(document, 'evaluation', options),
    paint(
      `Run ${plain(document.runId ?? 'not stored')}, judged again without a request: ${findingCounts(document.findings)}.`,
      'dim',
      options,
    ),
    section('Pools', [poolTable(document.pools, options)], options),
    derivationSection(document.pools, options),
    ...findingSections(document.findings, document.rules, options),
    notAssessedSection(document.rules, options),
    seatSection(document, options),
    coverageSection(document.coverage, options),
    noticeLine(document, options),
  ])
}
