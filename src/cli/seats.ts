/** `seatledger seats`: purchased, assigned and counted seats of the last sync, by plan or by person. */
import { seatsDocument } from '../documents/seats.ts'
import { exitCodes } from './exit-codes.ts'
import { holderSources, seatSources, storedHead } from './heads.ts'
import type { Io } from './io.ts'
import { deriveFigures } from './figures.ts'
import { readPoolBackground } from './pool-background.ts'
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
  return withStored(product, async ({ run, snapshot, store }) => {
    const isByUser = options.by === 'user'
    const background = await readPoolBackground(store, run.tenantId, run.startedAt)
    const figures = await deriveFigures(snapshot, product, { asOf: run.startedAt, background })
    const holders = isByUser
      ? {
          holders: {
            people: await Array.fromAsync(snapshot.rows('people', null)),
            groups: await Array.fromAsync(snapshot.rows('groups', null)),
          },
        }
      : {}
    const head = storedHead(run, product, { sources: isByUser ? holderSources : seatSources })
    print(seatsDocument({ head, ...figures, ...holders }), options, io)
    return withMaxAge(exitCodes.fine, run, options.maxAge, io)
  })
}
