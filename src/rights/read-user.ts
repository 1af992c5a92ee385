/** Finds one user of a stored run, by sign-in name or object id, with what they hold. */
import { readLicenses } from '../access/read-tenant-facts.ts'
import type { AccessLists } from '../access/read-tenant-facts.ts'
import { worstState } from '../access/source-state.ts'
import { LicenseReader } from '../licenses/profile.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Person, SubscribedSku } from '../model/licensing.ts'
import type { PlanId } from '../model/pool.ts'
import { rightsHolder, type RightsHolder } from './rights-holder.ts'

export interface FoundUser {
  readonly id: string
  readonly name: string
  readonly upn: string | null
  /** Null: what they hold could not be read. */
  readonly holder: RightsHolder | null
}

export interface UserSources {
  readonly lists: AccessLists
  readonly planOf: (sku: SubscribedSku) => PlanId | null
}

/** Null: the run has seen nobody of this name or id. Who has a row in Dataverse only holds nothing, if the people were all read. */
export async function readUser(snapshot: Snapshot, value: string, sources: UserSources): Promise<FoundUser | null> {
  const wanted = value.trim().toLowerCase()
  for await (const person of snapshot.rows('people', null)) {
    if (![person.id, person.upn?.toLowerCase()].includes(wanted)) continue
    const name = person.displayName ?? person.upn ?? person.id
    return { id: person.id, name, upn: person.upn, holder: await holderOf(snapshot, person, sources) }
  }
  return readSystemUser(snapshot, wanted, sources)
}

async function readSystemUser(snapshot: Snapshot, wanted: string, sources: UserSources): Promise<FoundUser | null> {
  for await (const environment of snapshot.rows('environments', null)) {
    for await (const { id, entraId, upn, name } of snapshot.rows('system-users', environment.id)) {
      if (![id, entraId, upn?.toLowerCase()].includes(wanted)) continue
      const nothing: LicensedPerson = { userType: 'member', upn, assignedLicenses: [], licenseStates: [] }
      const isWhole = worstState(snapshot.statuses(), 'graph/users') === 'complete'
      const holder = isWhole ? await holderOf(snapshot, nothing, sources) : null
      return { id: entraId ?? id, name: name ?? upn ?? id, upn, holder }
    }
  }
  return null
}

type LicensedPerson = Pick<Person, 'userType' | 'upn' | 'assignedLicenses' | 'licenseStates'>

/** Null without the tenant's SKUs: then no assignment says what it is. */
async function holderOf(
  snapshot: Snapshot,
  person: LicensedPerson,
  { lists, planOf }: UserSources,
): Promise<RightsHolder | null> {
  if (worstState(snapshot.statuses(), 'graph/subscribed-skus') !== 'complete') return null
  const { licenses, everybody } = await readLicenses(snapshot, lists)
  const plans = new Map<string, PlanId | null>()
  for await (const sku of snapshot.rows('subscribed-skus', null)) plans.set(sku.skuId, planOf(sku))
  return rightsHolder({
    person,
    profile: new LicenseReader(licenses, everybody).profileOf(person),
    external: person.upn === null ? undefined : lists.operatorOnPeople.get(person.upn.toLowerCase())?.external,
    planOf: (skuId) => plans.get(skuId) ?? null,
  })
}
