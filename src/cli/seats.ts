/** `seatledger seats`: purchased, assigned, counted, idle, duplicate and moved seats of the last sync, by plan or by person. */
import { storedSeats } from '../answers/seats.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withMaxAge, withStored } from './stored.ts'

interface SeatsOptions {
  readonly by: 'plan' | 'user'
  readonly maxAge?: number
  readonly json?: boolean
}

export async function seats(options: SeatsOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  return withStored(product, async (stored) => {
    print(await storedSeats(stored, askedNow(product, io), options.by), options, io)
    return withMaxAge(exitCodes.fine, stored.run, options.maxAge, io)
  })
}
