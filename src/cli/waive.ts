/** `seatledger waive`: accepts a finding for a time, with a reason. */
import { userInfo } from 'node:os'
import { waiveFinding, waiverOf } from '../answers/waive.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withStored } from './stored.ts'

interface WaiveOptions {
  readonly reason: string
  /** A day. */
  readonly until?: string
  readonly by?: string
  readonly json?: boolean
}

export async function waive(id: string, { reason, until, by, ...options }: WaiveOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  const asked = askedNow(product, io)
  const request = { reason, until, by: by?.trim() || userName() }
  // A wrong option ends before the store is opened.
  waiverOf(request, asked.now)
  return withStored(product, async (stored) => {
    print(await waiveFinding(id, request, stored, asked), options, io)
    return exitCodes.fine
  })
}

/** Who is signed in on this machine; some containers know nobody. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}
