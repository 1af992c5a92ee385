/** Clauses as documents cite them, each with its edition and the source on which it rests. */
import type { Clause, Edition } from '../guide/edition.ts'
import { otherClauseId } from '../entitlements/comparison.ts'
import { ConfigurationError } from '../errors.ts'
import type { CitedClause, Clauses } from '../model/documents.ts'

/**
 * The clauses of these ids, in the order of the edition, then those of `compare` under the ids by which `otherClauseId` cites them.
 * Throws a ConfigurationError for an id that neither has.
 */
export function citeClauses(ids: readonly string[], edition: Edition, compare?: Edition): Clauses {
  const known = new Map([...citable(edition, (id) => id), ...otherClauses(edition, compare)])
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) {
    throw new ConfigurationError(
      `The guide edition "${edition.id}" has no clause "${missing}", which this result cites.`,
    )
  }
  return Object.fromEntries([...known].filter(([id]) => ids.includes(id)))
}

function otherClauses(edition: Edition, compare: Edition | undefined): [string, CitedClause][] {
  return compare === undefined ? [] : citable(compare, (id) => otherClauseId(id, edition, compare))
}

function citable(edition: Edition, citedAs: (id: string) => string): [string, CitedClause][] {
  return Object.entries(edition.clauses).map(([id, clause]) => [
    citedAs(id),
    { edition: edition.id, heading: clause.heading, text: clause.text, source: sourceText(clause) },
  ])
}

function sourceText({ source }: Clause): string {
  if (source === 'guide') return 'guide'
  return 'edition' in source ? `taken over from edition ${source.edition}` : `${source.address} (${source.date})`
}
