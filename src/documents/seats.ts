/** The document of `seats`: by SKU, and by person where asked. */
import type { Head, SeatsDocument } from '../model/documents.ts'
import type { Group, Person } from '../model/licensing.ts'
import type { Seat, UnknownSku } from '../model/pool.ts'
import { seatHolders } from './seat-holders.ts'

export interface SeatsParts {
  readonly head: Head
  readonly seats: readonly Seat[]
  readonly unknownSkus: readonly UnknownSku[]
  /** Only for `--by user`. */
  readonly holders?: { readonly people: readonly Person[]; readonly groups: readonly Group[] } | undefined
}

/** Idle, duplicate and moved seats, sign-ins and savings are null: no rule knows them yet. */
export function seatsDocument({ head, seats, unknownSkus, holders }: SeatsParts): SeatsDocument {
  return {
    schema: 'seatledger.seats/1',
    ...head,
    seats: seats.map((seat) => ({ ...seat, idle: null, duplicate: null, moved: null })),
    unknownSkus: [...unknownSkus],
    historySince: null,
    ...(holders === undefined ? {} : { people: seatHolders(seats, holders.people, holders.groups) }),
  }
}
