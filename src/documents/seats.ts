/** The document of `seats`: by SKU, and by person where asked. */
import type { Head, SeatsDocument } from '../model/documents.ts'
import type { Seat, UnknownSku } from '../model/pool.ts'
import type { SeatUse } from '../seats/use.ts'
import { seatHolders, type HolderParts } from './seat-holders.ts'

export interface SeatsParts {
  readonly head: Head
  readonly seats: readonly Seat[]
  readonly unknownSkus: readonly UnknownSku[]
  readonly use: SeatUse
  /** From when on the ledger knows who held what, ISO 8601 UTC. */
  readonly historySince: string | null
  /** Only for `--by user`. */
  readonly holders?: HolderParts | undefined
}

export function seatsDocument({ head, seats, unknownSkus, use, historySince, holders }: SeatsParts): SeatsDocument {
  return {
    schema: 'seatledger.seats/1',
    ...head,
    seats: seats.map((seat) => ({
      ...seat,
      idle: use.count('seat-idle', seat.skuId),
      duplicate: use.count('seat-duplicate', seat.skuId),
      moved: use.count('seat-reassigned-early', seat.skuId),
    })),
    unknownSkus: [...unknownSkus],
    historySince,
    ...(holders === undefined ? {} : { people: seatHolders(holders, use) }),
  }
}
