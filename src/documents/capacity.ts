/** The document of `capacity`: seats, pools and environments, with the clauses on which the figures rest. */
import type { Edition } from '../guide/edition.ts'
import type { CapacityDocument, Head } from '../model/documents.ts'
import type { EnvironmentCapacity, Pool, Seat, UnknownSku } from '../model/pool.ts'
import { citeClauses } from './clauses.ts'

export interface CapacityParts {
  readonly head: Head
  readonly seats: readonly Seat[]
  readonly unknownSkus: readonly UnknownSku[]
  readonly pools: readonly Pool[]
  readonly environments: readonly EnvironmentCapacity[]
  readonly edition: Edition
  /** The edition with which the pools are compared. */
  readonly compare?: Edition | undefined
}

export function capacityDocument(parts: CapacityParts): CapacityDocument {
  const { head, seats, unknownSkus, pools, environments, edition, compare } = parts
  return {
    schema: 'seatledger.capacity/1',
    ...head,
    seats: [...seats],
    unknownSkus: [...unknownSkus],
    pools: [...pools],
    environments: [...environments],
    clauses: citeClauses(clausesOfPools(pools), edition, compare === undefined ? [] : [compare]),
  }
}

/** Ids of the clauses that pools cite, each once; those of a compared edition as the comparison cites them. */
export function clausesOfPools(pools: readonly Pick<Pool, 'terms' | 'readings' | 'compared'>[]): string[] {
  const cited = pools.flatMap(({ terms, readings, compared }) => [
    ...[...terms, ...readings].map(({ clause }) => clause),
    ...(compared?.differences ?? []).flatMap(({ clause, otherClause }) => [clause, otherClause]),
  ])
  return [...new Set(cited)]
}
