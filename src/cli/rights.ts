/** `seatledger rights`: what the guide grants one user of the last sync. */
import { storedRights } from '../answers/rights.ts'
import { unseenProvisions } from '../rights/unseen-provisions.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withMaxAge, withStored } from './stored.ts'

interface RightsOptions {
  readonly edition?: string
  readonly maxAge?: number
  readonly json?: boolean
}

/** One that the run has not seen ends with 64. */
export async function rights(user: string, options: RightsOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io, options)
  return withStored(product, async (stored) => {
    print(await storedRights(user, stored, product), options, io, { provisions: unseenProvisions(product.edition) })
    return withMaxAge(exitCodes.fine, stored.run, options.maxAge, io)
  })
}
