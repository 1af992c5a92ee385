/** Reads what the judgment of every environment shares out of a snapshot: licenses, people, groups. */
import { countUnits, subscriptionsOf } from '../entitlements/counted-units.ts'
import type { SkuKind } from '../guide/sku-catalogue.ts'
import type { Family } from '../licenses/families.ts'
import { LicenseReader } from '../licenses/profile.ts'
import { skuLicense } from '../licenses/sku-license.ts'
import type { OperatorWord, SkuLicense } from '../licenses/sku-license.ts'
import { tenantFamilies } from '../licenses/tenant-families.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { SubscribedSku, Subscription } from '../model/licensing.ts'
import type { PlanId } from '../model/pool.ts'
import type { ApplicationLists } from './accounts.ts'
import { readGroups } from './groups.ts'
import { readPeople } from './people.ts'
import type { OperatorOnPerson } from './people.ts'
import type { FamilyWords } from './remedies.ts'
import type { RoleLists } from './role-uses.ts'
import { worstState } from './source-state.ts'
import type { JourneyTable, TableRule } from './table-rules.ts'
import type { TenantFacts } from './tenant-facts.ts'

/** The lists against which people are judged, and what the operator says. */
export interface AccessLists {
  readonly families: readonly Family[]
  readonly familyWords: FamilyWords
  /** The kind of a public SKU; null: on no list. */
  readonly kindOf: (skuId: string) => SkuKind | null
  readonly tableRules: readonly TableRule[]
  readonly journey: JourneyTable
  /** The plan of the guide that a SKU has, by the operator's word, its id or its service plans. */
  readonly planOf: (sku: Pick<SubscribedSku, 'skuId' | 'servicePlans'>) => PlanId | null
  readonly roleLists: RoleLists
  readonly applications: ApplicationLists
  readonly operatorOnSku: (skuId: string) => OperatorWord
  /** By sign-in name in lower case. */
  readonly operatorOnPeople: ReadonlyMap<string, OperatorOnPerson>
}

/** Loads the tenant's people and groups; people of equal licenses share a profile, so that 100,000 fit in memory. */
export async function readTenantFacts(snapshot: Snapshot, lists: AccessLists): Promise<TenantFacts> {
  const { licenses, everybody } = await readLicenses(snapshot, lists)
  const reader = new LicenseReader(licenses, everybody)
  const people = await readPeople(snapshot.rows('people', null), reader, lists.operatorOnPeople)
  return {
    people,
    peopleComplete: worstState(snapshot.statuses(), 'graph/users') === 'complete',
    groups: await readGroups(snapshot.rows('groups', null), snapshot.rows('group-members', null), people),
    unlicensedPerson: reader.profileOf({ assignedLicenses: [], licenseStates: [] }),
    plans: await readPlans(snapshot, lists),
    tableRules: lists.tableRules,
    journey: {
      ...lists.journey,
      isTenantLicensed: everybody.some((family) => lists.journey.requires.includes(family)),
    },
    families: lists.familyWords,
    roleLists: lists.roleLists,
    applications: lists.applications,
    statuses: snapshot.statuses(),
  }
}

async function readPlans(snapshot: Snapshot, { planOf }: AccessLists): Promise<Map<string, PlanId>> {
  const plans = new Map<string, PlanId>()
  for await (const sku of snapshot.rows('subscribed-skus', null)) {
    const plan = planOf(sku)
    if (plan !== null) plans.set(sku.skuId, plan)
  }
  return plans
}

interface Licenses {
  readonly licenses: ReadonlyMap<string, SkuLicense>
  /** Families that the tenant holds for everybody. */
  readonly everybody: readonly string[]
}

/** What each subscribed SKU licenses, by id. */
export async function readLicenses(snapshot: Snapshot, lists: AccessLists): Promise<Licenses> {
  const skus = await Array.fromAsync(snapshot.rows('subscribed-skus', null))
  const subscriptions = await readSubscriptions(snapshot)
  const licenses = new Map(skus.map((sku) => [sku.skuId, compile(sku, subscriptions, lists)]))
  const counted = (sku: SubscribedSku): number => countUnits(sku, subscriptions, lists.kindOf(sku.skuId)).counted
  return { licenses, everybody: tenantFamilies(skus, licenses, lists.families, counted) }
}

/** Null where the subscriptions were not all read: then the kinds of SKUs say what is a trial. */
async function readSubscriptions(snapshot: Snapshot): Promise<Subscription[] | null> {
  const state = worstState(snapshot.statuses(), 'graph/subscriptions')
  return state === 'complete' ? Array.fromAsync(snapshot.rows('subscriptions', null)) : null
}

/** A SKU all of whose subscriptions are trials is one, whatever the lists call it. */
function compile(sku: SubscribedSku, subscriptions: readonly Subscription[] | null, lists: AccessLists): SkuLicense {
  const own = subscriptionsOf(sku, subscriptions ?? [])
  const kind = lists.kindOf(sku.skuId)
  const trial = kind === 'trial' || (own.length > 0 && own.every(({ isTrial }) => isTrial))
  return skuLicense(sku, lists.families, { kind, trial }, lists.operatorOnSku(sku.skuId))
}
