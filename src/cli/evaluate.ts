/** `seatledger evaluate`: judges a stored run again, without the tenant; changes the store only with `--save`. */
import { judgeAgain } from '../answers/evaluation.ts'
import type { Stored } from '../answers/stored.ts'
import { ConfigurationError } from '../errors.ts'
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import type { Io } from './io.ts'
import { nowOf } from './now.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withMaxAge, withStored } from './stored.ts'

interface EvaluateOptions {
  readonly edition?: string
  readonly asOf?: string
  readonly save?: boolean
  readonly failOn: FailOn
  readonly maxAge?: number
  readonly json?: boolean
}

export async function evaluate(options: EvaluateOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io, options)
  return withStored(
    product,
    async (stored) => {
      if (options.save) await requireNewest(stored)
      const today = nowOf(io)
      const { document, findings, run } = await judgeAgain(stored, product, { asOf: options.asOf, today })
      if (options.save) await stored.store.saveEvaluation(run, findings)
      print(document, options, io)
      const exceeded = isAtOrAbove(document.findings, options.failOn)
      const exitCode = exitCodeFor({ exceeded, incomplete: isIncomplete(document.coverage) })
      return withMaxAge(exitCode, stored.run, options.maxAge, io)
    },
    options.asOf,
  )
}

/** Findings of an older run would take the place of newer ones. */
async function requireNewest({ store, run }: Stored): Promise<void> {
  const newest = await store.latestRun(run.tenantId)
  if (newest?.id === run.id) return
  throw new ConfigurationError(
    '--save keeps the findings of the newest run only.',
    'leave out --as-of or --save',
    'usage',
  )
}
