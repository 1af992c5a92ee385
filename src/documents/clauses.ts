/** Clauses as documents cite them, each with its edition and the source on which it rests. */
import type { Clause, Edition } from '../guide/edition.ts'
import { otherClauseId } from '../entitlements/comparison.ts'
import { ConfigurationError } from '../errors.ts'
import type { CitedClause, Clauses } from '../model/documents.ts'

/**
 * The clauses of these ids, in the order of the edition; then those of `others` (a compared edition; the shipped ones, for findings
 * that were stored under another edition), by their id or as `otherClauseId` cites them. Throws a ConfigurationError for an id that none has.
 */
export function citeClauses(ids: readonly string[], edition: Edition, others: readonly Edition[] = []): Clauses {
  const known = new Map(citable(edition, (id) => id))
  for (const [id, clause] of others.flatMap((other) => citedFromOther(other, edition))) {
    if (!known.has(id)) known.set(id, clause)
  }
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) {
    throw new ConfigurationError(
      `The guide edition "${edition.id}" has no clause "${missing}", which this result cites.`,
    )
  }
  return Object.fromEntries([...known].filter(([id]) => ids.includes(id)))
}

function citedFromOther(other: Edition, edition: Edition): [string, CitedClause][] {
  return [...citable(other, (id) => id), ...citable(other, (id) => otherClauseId(id, edition, other))]
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
