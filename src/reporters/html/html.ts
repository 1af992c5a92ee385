/** The report as one HTML file: no script, nothing from elsewhere; to be read on a screen, aloud, and on paper. */
import type { ExportContent } from '../../model/export.ts'
import { writeText, type ExportPart, type TextChunks } from '../export-part.ts'
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
import { findingTable } from './findings.ts'
import { gaugesOf } from './gauges.ts'
import { html, sentence } from './markup.ts'
import { policy, style } from './style.ts'
import { tableOf } from './table.ts'

export const htmlPart: ExportPart = {
  id: null,
  extension: 'html',
  contentType: 'text/html; charset=utf-8',
  write: async (content, out) => writeText(chunksOf(content), out),
}

async function* chunksOf(content: ExportContent): TextChunks {
  yield beginning(content)
  let rows = yield* sectionOf(
    poolSection,
    content,
    `${paragraph(poolSentence(content))}${gaugesOf(content.capacity.pools)}`,
  )
  rows += yield* sectionOf(roleSection, content, accessSentences(content).map(paragraph).join(''))
  rows += yield* sectionOf(missingSection, content, paragraph(missingSentence(content)))
  yield nextSection(content)
  for (const section of laterSections) rows += yield* sectionOf(section, content)
  rows += yield* framed(findingSection, findingTable(findingSection, content, 'open'))
  rows += yield* framed(waivedSection, findingTable(waivedSection, content, 'waived'))
  for (const section of [...closingSections, clauseSection]) rows += yield* sectionOf(section, content)
  yield `</main>\n<footer><p class="notice">${html(content.head.notice)}</p></footer>\n</body>\n</html>\n`
  return rows
}

async function* sectionOf(section: ReportSection, content: ExportContent, before = ''): TextChunks {
  return yield* framed(section, tableOf(section, content), before)
}

async function* framed({ id, title }: ReportSection, table: TextChunks, before = ''): TextChunks {
  yield `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${html(title)}</h2>\n${before}`
  const rows = yield* table
  yield '</section>\n'
  return rows
}

function paragraph(text: string): string {
  return `<p>${html(text)}</p>\n`
}

function nextSection(content: ExportContent): string {
  const steps = stepsOf(content).map((step) => `<li>${sentence(step)}</li>`)
  return `<section id="next" aria-labelledby="next-title"><h2 id="next-title">4. What to do next</h2>\n<ul class="plain">${steps.join('')}</ul></section>\n`
}

function beginning(content: ExportContent): string {
  const name = html(titleOf(content))
  const day = html(content.head.asOf.slice(0, 10))
  const facts = factsOf(content).map(([term, value]) => `<dt>${html(term)}</dt><dd>${html(value)}</dd>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${name}: license report of ${day}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1><bdi>${name}</bdi>: license report of ${day}</h1>
<p class="notice">${html(content.head.notice)}</p>
<dl class="facts">${facts.join('')}</dl>
</header>
<nav aria-label="Contents"><ol>${contentsOf()}</ol></nav>
<main>
`
}

function contentsOf(): string {
  const sections = [
    poolSection,
    roleSection,
    missingSection,
    { id: 'next', title: '4. What to do next' },
    ...laterSections,
    findingSection,
    waivedSection,
    ...closingSections,
    clauseSection,
  ]
  // The four things bear their numbers in their titles.
  return sections.map(({ id, title }) => `<li><a href="#${id}">${html(title.replace(/^\d\. /, ''))}</a></li>`).join('')
}
