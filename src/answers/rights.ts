/** The document of `rights`: what the guide grants one user of the last run. */
import { citeClauses } from '../documents/clauses.ts'
import { rightsDocument } from '../documents/rights.ts'
import { planOf } from '../entitlements/plans.ts'
import { UnknownIdError } from '../errors.ts'
import type { SourceId } from '../model/coverage.ts'
import type { RightsDocument } from '../model/rights.ts'
import { readUser, type FoundUser } from '../rights/read-user.ts'
import { unknownRights, userRights } from '../rights/user-rights.ts'
import type { Guided } from './guided.ts'
import { storedHead } from './heads.ts'
import { listsOf } from './judge.ts'
import type { Stored } from './stored.ts'

/** What somebody holds rests on these, and nothing else of the run. */
const rightsSources: readonly SourceId[] = [
  'graph/organization',
  'graph/subscribed-skus',
  'graph/subscriptions',
  'graph/users',
]

/** `user` is a sign-in name or an object id. Throws an UnknownIdError for one that the run has not seen. */
export async function storedRights(user: string, stored: Stored, product: Guided): Promise<RightsDocument> {
  return documentOf(await foundUser(user, stored, product), stored, product)
}

async function foundUser(user: string, { snapshot }: Stored, product: Guided): Promise<FoundUser> {
  const { data, config } = product
  const found = await readUser(snapshot, user, {
    lists: listsOf(product),
    planOf: (sku) => planOf(sku, data, config.skuOverrides),
  })
  if (found !== null) return found
  throw new UnknownIdError(
    `The last sync has seen no user ${JSON.stringify(user)}.`,
    'Name a sign-in name or an object id; a sync reads people with a seat, a role or a group that grants one.',
  )
}

function documentOf({ holder, ...user }: FoundUser, { run }: Stored, product: Guided): RightsDocument {
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
