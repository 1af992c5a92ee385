/** `seatledger access`: restricted-table findings with their paths, and what a change would clear. */
import { groupFindings } from '../access/grouping.ts'
import { findingsDocument } from '../documents/findings.ts'
import type { AccessGroup } from '../model/documents.ts'
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import { accessSources, storedHead } from './heads.ts'
import { citing } from './cite.ts'
import type { Io } from './io.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withMaxAge, withStored } from './stored.ts'
import { listFindings } from './stored-findings.ts'

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

const rule = 'restricted-table-write'

export async function access(options: AccessOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  return withStored(product, async (stored) => {
    const { environment, user, table, by } = options
    const { rules, findings, environmentId } = await listFindings(
      stored,
      { rule, environment, user, table },
      product,
      io,
    )
    const scope = environmentId === undefined ? {} : { environmentId }
    const head = storedHead(stored.run, product, { sources: accessSources, ...scope })
    const document = findingsDocument({
      head,
      rules: rules.filter((outcome) => outcome.rule === rule),
      findings,
      ...(by === undefined || by === 'user' ? {} : { groups: groupFindings(findings, by) }),
      cite: citing(product),
    })
    print(document, options, io)
    const exceeded = isAtOrAbove(findings, options.failOn)
    const exitCode = exitCodeFor({ exceeded, incomplete: isIncomplete(head.coverage) })
    return withMaxAge(exitCode, stored.run, options.maxAge, io)
  })
}
