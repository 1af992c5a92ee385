/** The findings document as text, for `findings` and `access`: what a change would clear, the findings, what is not assessed. */
import type { AccessGroup, FindingsDocument } from '../../model/documents.ts'
import { findingCounts, findingSections, notAssessedSection } from './finding-table.ts'
import { coverageSection, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { table } from './table.ts'
import { cell, figure, name, type RenderOptions } from './text.ts'

export function renderFindings(document: FindingsDocument, options: RenderOptions): string {
  return joinSections([
    titleLine(document, 'findings', options),
    `${findingCounts(document.findings)}.`,
    ...(document.groups === undefined ? [] : [groupSection(document.groups, options)]),
    ...findingSections(document.findings, document.rules, options),
    document.findings.length === 0 ? noneText(document) : '',
    notAssessedSection(document.rules, options),
    coverageSection(document.coverage, options),
    noticeLine(document, options),
  ])
}

/** "None" is only said of what was looked at. */
function noneText(document: FindingsDocument): string {
  const isWhole = document.coverage.every((row) => row.state === 'complete')
  return isWhole ? 'No such finding.' : 'No such finding in what was looked at; see below for what was not.'
}

function groupSection(groups: readonly AccessGroup[], options: RenderOptions): string {
  const clears = groups.some((group) => group.cleared !== null)
  return clears ? clearedSection(groups, options) : countedSection(groups, options)
}

/** `remove Delete of incident from Dispatcher: clears 143 findings`, the most useful change first. */
function clearedSection(groups: readonly AccessGroup[], options: RenderOptions): string {
  const rows = groups.map((group) => [
    cell(group.action ?? group.name),
    figure(group.findings),
    group.environment === null ? '' : name(group.environment.name),
  ])
  const columns = [{ title: 'Change' }, { title: 'Findings', align: 'right' as const }, { title: 'Environment' }]
  return section('What a change would clear', [table(columns, rows, options)], options)
}

function countedSection(groups: readonly AccessGroup[], options: RenderOptions): string {
  const rows = groups.map((group) => [name(group.name), cell(group.id), figure(group.findings)])
  const columns = [{ title: 'Environment' }, { title: 'Id' }, { title: 'Findings', align: 'right' as const }]
  return section('Findings by environment', [table(columns, rows, options)], options)
}
