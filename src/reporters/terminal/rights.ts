/** The rights document as text: what the guide grants one user, the clauses, and what no API shows. */
import type { RightsDocument, UnseenProvision } from '../../model/rights.ts'
import { coverageSection, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { provisionSection } from './no-api.ts'
import { table } from './table.ts'
import { cell, name, paint, plain, type RenderOptions } from './text.ts'

export function renderRights(
  document: RightsDocument,
  provisions: readonly UnseenProvision[],
  options: RenderOptions,
): string {
  return joinSections([
    titleLine(document, 'rights', options),
    userLines(document),
    section('What the guide grants', [rightTable(document, options)], options),
    section('Clauses', clauseLines(document), options),
    provisionSection(provisions, options),
    coverageSection(document.coverage, options),
    noticeLine(document, options),
  ])
}

function userLines({ user, plans }: RightsDocument): string {
  const upn = user.upn === null ? '' : ` (${plain(user.upn)})`
  const held = plans.length === 0 ? 'no plan of the guide' : plans.join(', ')
  return `${name(user.name)}${upn} holds ${held}.`
}

function rightTable({ rights }: RightsDocument, options: RenderOptions): string {
  const rows = rights.map(({ right, granted, text, clause }) => [
    right,
    grantedText(granted, options),
    `${cell(text)} [${clause}]`,
  ])
  return table([{ title: 'Right' }, { title: 'Granted' }, { title: 'What the guide says' }], rows, options)
}

/** Null is neither: the text says what to look at. */
function grantedText(granted: boolean | null, options: RenderOptions): string {
  if (granted === null) return paint('see text', 'yellow', options)
  return granted ? paint('yes', 'green', options) : paint('no', 'dim', options)
}

/** Heading and source; the text of a right paraphrases its clause already. */
function clauseLines({ clauses }: RightsDocument): string[] {
  return Object.entries(clauses).map(([id, { heading, source }]) => `  [${id}] ${plain(heading)} (${plain(source)})`)
}
