/** `seatledger access`: restricted-table findings with their paths, and what a change would clear. */
import { storedAccess } from '../answers/findings.ts'
import type { AccessGroup } from '../model/documents.ts'
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withMaxAge, withStored } from './stored.ts'

interface AccessOptions {
  readonly environment?: string
  readonly user?: string
  readonly table?: string
  /** `user` is the list itself: a finding is about one user in one environment. */
  readonly by?: AccessGroup['by'] | 'user'
  readonly failOn: FailOn
  readonly maxAge?: number
  readonly json?: boolean
}

export async function access(options: AccessOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  return withStored(product, async (stored) => {
    const { environment, user, table, by } = options
    const filter = { environment, user, table, by: by === 'user' ? undefined : by }
    const document = await storedAccess(stored, askedNow(product, io), filter)
    print(document, options, io)
    const exceeded = isAtOrAbove(document.findings, options.failOn)
    const exitCode = exitCodeFor({ exceeded, incomplete: isIncomplete(document.coverage) })
    return withMaxAge(exitCode, stored.run, options.maxAge, io)
  })
}
