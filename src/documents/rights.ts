/** The document of `rights`: what the guide grants one user, with the clauses on which it rests. */
import type { Clauses, Head } from '../model/documents.ts'
import type { PlanId } from '../model/pool.ts'
import type { RightsDocument, UserRight } from '../model/rights.ts'

export interface RightsParts {
  readonly head: Head
  readonly user: RightsDocument['user']
  readonly plans: readonly PlanId[]
  readonly rights: readonly UserRight[]
  /** Cites clauses by id, of the edition. */
  readonly cite: (clauseIds: readonly string[]) => Clauses
}

export function rightsDocument({ head, user, plans, rights, cite }: RightsParts): RightsDocument {
  return {
    schema: 'seatledger.rights/1',
    ...head,
    user,
    plans: [...plans],
    rights: [...rights],
    clauses: cite([...new Set(rights.map(({ clause }) => clause))]),
  }
}
