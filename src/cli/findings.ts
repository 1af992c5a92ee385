/** `seatledger findings`: all findings of the last sync, then each rule that could not be assessed. */
import { storedFindings } from '../answers/findings.ts'
import type { Finding, Severity } from '../model/finding.ts'
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withMaxAge, withStored } from './stored.ts'

interface FindingsOptions {
  readonly rule?: string
  readonly severity?: Severity
  readonly status: Finding['status'] | 'all'
  readonly failOn: FailOn
  readonly maxAge?: number
  readonly json?: boolean
}

export async function findings(options: FindingsOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  return withStored(product, async (stored) => {
    const document = await storedFindings(stored, askedNow(product, io), options)
    print(document, options, io)
    const exceeded = isAtOrAbove(document.findings, options.failOn)
    const exitCode = exitCodeFor({ exceeded, incomplete: isIncomplete(document.coverage) })
    return withMaxAge(exitCode, stored.run, options.maxAge, io)
  })
}
