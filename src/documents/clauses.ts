/** Clauses as documents cite them, each with its edition and the source on which it rests. */
import type { Clause, Edition } from '../guide/edition.ts'
import { ConfigurationError } from '../errors.ts'
import type { Clauses } from '../model/documents.ts'

/** The clauses of these ids, in the order of the edition. Throws a ConfigurationError for an id that the edition does not have. */
export function citeClauses(ids: readonly string[], edition: Edition): Clauses {
  const missing = ids.find((id) => !Object.hasOwn(edition.clauses, id))
  if (missing !== undefined) {
    throw new ConfigurationError(
      `The guide edition "${edition.id}" has no clause "${missing}", which this result cites.`,
    )
  }
  const cited = Object.entries(edition.clauses).filter(([id]) => ids.includes(id))
  return Object.fromEntries(
    cited.map(([id, clause]) => [
      id,
      { edition: edition.id, heading: clause.heading, text: clause.text, source: sourceText(clause) },
    ]),
  )
}

function sourceText({ source }: Clause): string {
  if (source === 'guide') return 'guide'
  return 'edition' in source ? `taken over from edition ${source.edition}` : `${source.address} (${source.date})`
}
