/** `seatledger explain`: one finding or one pool of the last sync, whole. */
import { storedExplanation } from '../answers/explain.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withMaxAge, withStored } from './stored.ts'

interface ExplainOptions {
  readonly maxAge?: number
  readonly json?: boolean
}

export async function explain(id: string, options: ExplainOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  return withStored(product, async (stored) => {
    print(await storedExplanation(id, stored, askedNow(product, io)), options, io)
    return withMaxAge(exitCodes.fine, stored.run, options.maxAge, io)
  })
}
