/** Clauses of stored findings: of the product's edition, else of the shipped one under which they were found. */
import { citeClauses } from '../documents/clauses.ts'
import { loadShippedEditions } from '../guide/load.ts'
import type { Clauses } from '../model/documents.ts'
import type { Product } from './product.ts'

export function citing({ edition }: Product): (ids: readonly string[]) => Clauses {
  return (ids) => citeClauses(ids, edition, loadShippedEditions())
}
