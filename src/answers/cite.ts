/** Clauses of stored findings: of the product's edition, else of the shipped one under which they were found. */
import { citeClauses } from '../documents/clauses.ts'
import { loadShippedEditions } from '../guide/load.ts'
import type { Clauses } from '../model/documents.ts'
import type { Guided } from './guided.ts'

export function citing({ edition }: Guided): (ids: readonly string[]) => Clauses {
  return (ids) => citeClauses(ids, edition, loadShippedEditions())
}
