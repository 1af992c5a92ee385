/** The document of `explain`: one finding or one pool, whole, with the sentences that lead to it. */
import type { Clauses, ExplainDocument, Head } from '../model/documents.ts'
import type { Finding, FindingSource } from '../model/finding.ts'
import type { Pool } from '../model/pool.ts'

interface Explained {
  readonly head: Head
  /** How it came about, sentence by sentence. */
  readonly derivation: readonly string[]
  /** Cites clauses by id, of the run's edition. */
  readonly cite: (clauseIds: readonly string[]) => Clauses
}

export function explainFinding({ head, derivation, cite, finding }: Explained & { finding: Finding }): ExplainDocument {
  return {
    schema: 'seatledger.explain/1',
    ...head,
    finding,
    derivation: [...derivation],
    clauses: cite(finding.clauses),
    sources: finding.sources,
  }
}

/** `sources` are the requests on which the pool's figures rest. */
export function explainPool({
  head,
  derivation,
  cite,
  pool,
  sources,
}: Explained & { pool: Pool; sources: readonly FindingSource[] }): ExplainDocument {
  const clauses = [...pool.terms, ...pool.readings].map(({ clause }) => clause)
  return {
    schema: 'seatledger.explain/1',
    ...head,
    pool,
    derivation: [...derivation],
    clauses: cite([...new Set(clauses)]),
    sources: [...sources],
  }
}
