/** `seatledger rights`: what the guide grants one user of the last sync. */
import { citeClauses } from '../documents/clauses.ts'
import { rightsDocument } from '../documents/rights.ts'
import { planOf } from '../entitlements/plans.ts'
import { ConfigurationError } from '../errors.ts'
import type { SourceId } from '../model/coverage.ts'
import type { RightsDocument } from '../model/rights.ts'
import { readUser, type FoundUser } from '../rights/read-user.ts'
import { unseenProvisions } from '../rights/unseen-provisions.ts'
import { unknownRights, userRights } from '../rights/user-rights.ts'
import { exitCodes } from './exit-codes.ts'
import { storedHead } from './heads.ts'
import type { Io } from './io.ts'
import { listsOf } from './judge.ts'
import { print } from './print.ts'
import { openStoreProduct, type Product } from './product.ts'
import { withMaxAge, withStored, type Stored } from './stored.ts'

interface RightsOptions {
  readonly edition?: string
  readonly maxAge?: number
  readonly json?: boolean
}

/** What somebody holds rests on these, and nothing else of the run. */
const rightsSources: readonly SourceId[] = [
  'graph/organization',
  'graph/subscribed-skus',
  'graph/subscriptions',
  'graph/users',
]

/** `user` is a sign-in name or an object id; one that the run has not seen ends with 64. */
export async function rights(user: string, options: RightsOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io, options)
  return withStored(product, async (stored) => {
    const found = await foundUser(user, stored, product)
    print(documentOf(found, stored, product), options, io, { provisions: unseenProvisions(product.edition) })
    return withMaxAge(exitCodes.fine, stored.run, options.maxAge, io)
  })
}

async function foundUser(user: string, { snapshot }: Stored, product: Product): Promise<FoundUser> {
  const { data, config } = product
  const found = await readUser(snapshot, user, {
    lists: listsOf(product),
    planOf: (sku) => planOf(sku, data, config.skuOverrides),
  })
  if (found !== null) return found
  throw new ConfigurationError(
    `The last sync has seen no user ${JSON.stringify(user)}.`,
    'Name a sign-in name or an object id; a sync reads people with a seat, a role or a group that grants one.',
    'usage',
  )
}

function documentOf({ holder, ...user }: FoundUser, { run }: Stored, product: Product): RightsDocument {
  const { edition } = product
  const { tableRules, journey } = listsOf(product)
  const tables = [...tableRules, { table: journey.displayName, requires: journey.requires }]
  return rightsDocument({
    head: storedHead(run, product, { sources: rightsSources }),
    user,
    plans: holder?.plans ?? [],
    rights: holder === null ? unknownRights(edition) : userRights(holder, edition, tables),
    cite: (ids) => citeClauses(ids, edition),
  })
}
