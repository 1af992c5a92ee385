/** The page "what no API shows": the provisions that a person must check, each with its clause. */
import type { Edition } from '../guide/edition.ts'
import { clauseLines, pageHead } from './markdown.ts'

export function provisionsPage(edition: Edition): string {
  return [
    ...pageHead('What no API shows', `src/guide/editions/${edition.id}.json`),
    `${edition.title}. ${edition.notice}`,
    '',
    'No API shows whether these provisions are kept. A person must check them; no finding speaks of them.',
    '',
    ...edition.provisions.flatMap(({ title, text, clause }) => [
      `## ${title}`,
      '',
      text,
      '',
      ...clauseLines([clause], edition),
      '',
    ]),
  ].join('\n')
}
