/** Pieces of the generated pages: what stands on top of each, clauses with their source, and lists. */
import { citeClauses } from '../documents/clauses.ts'
import type { Edition } from '../guide/edition.ts'

/** `what` names the place from which the page is made. */
export function pageHead(title: string, what: string): string[] {
  return [`# ${title}`, '', `<!-- Made from ${what} by \`npm run docs\`; do not edit. -->`, '']
}

/** One line per clause: id, heading, paraphrase and source. Throws for an id that the edition does not have. */
export function clauseLines(ids: readonly string[], edition: Edition): string[] {
  return Object.entries(citeClauses(ids, edition)).map(
    ([id, { heading, text, source }]) => `- **${heading}** (\`${id}\`): ${text} _Source: ${source}._`,
  )
}
