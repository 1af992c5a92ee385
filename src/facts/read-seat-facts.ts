/** Reads what the rules of seats judge out of a snapshot: holders with their ways, sign-ins, who opens which environments, telephony. */
import type { TenantFacts } from '../access/tenant-facts.ts'
import type { Edition } from '../guide/edition.ts'
import { isLive, liveAssignments } from '../licenses/assignments.ts'
import type { EnvironmentRef } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { LicenseState, Person, SubscribedSku, Subscription } from '../model/licensing.ts'
import { planIds, type PlanId, type Pool, type Seat } from '../model/pool.ts'
import { compareText } from '../model/text-order.ts'
import { readEnvironmentAccess } from './environment-access.ts'
import { rowsIfRead } from './feature-facts.ts'
import type { HeldSeat, SeatFacts, SeatHolder, SkuFacts, Telephony } from './seat-facts.ts'
import type { RuleSettings } from './settings.ts'

/** What the caller knows of the run beside its rows. */
export interface SeatContext {
  readonly now: string
  readonly tenantName: string
  readonly edition: Edition
  /** null where the subscribed SKUs could not be read. */
  readonly seats: readonly Seat[] | null
  readonly pools: readonly Pool[]
  readonly ledger: SeatLedger
  readonly settings: RuleSettings
  readonly isTrialSku: (skuId: string) => boolean
  /** Counted units of a base or attach license of Dynamics 365; 0 for every other SKU. */
  readonly dynamicsUnits: (sku: SubscribedSku, subscriptions: readonly Subscription[] | null) => number
}

/** Who holds seats, and what is known of their use. */
export type HolderFacts = Pick<SeatFacts, 'holders' | 'signIns' | 'access'>

/** `tenant` null: the people could not be read, and nobody is a holder. `environments`: those in scope. */
export async function readSeatFacts(
  snapshot: Snapshot,
  context: SeatContext,
  tenant: TenantFacts | null,
  environments: readonly EnvironmentRef[],
): Promise<SeatFacts> {
  const { now, edition, seats, pools, ledger, settings, isTrialSku } = context
  const subscriptions = await rowsIfRead(snapshot, 'graph/subscriptions', 'subscriptions', null)
  return {
    tenant: { id: snapshot.tenantId, name: context.tenantName },
    now,
    edition,
    statuses: snapshot.statuses(),
    seats,
    subscriptions,
    pools,
    ...(await readHolderFacts(snapshot, seats ?? [], tenant, environments)),
    people: tenant?.people ?? new Map(),
    telephony: await readTelephony(snapshot, environments),
    ledger,
    settings,
    skus: await readSkus(snapshot, (sku) => context.dynamicsUnits(sku, subscriptions)),
    isTrialSku,
  }
}

async function readSkus(snapshot: Snapshot, dynamicsUnits: (sku: SubscribedSku) => number): Promise<SeatFacts['skus']> {
  const skus = new Map<string, SkuFacts>()
  for await (const sku of snapshot.rows('subscribed-skus', null)) {
    skus.set(sku.skuId, {
      partNumber: sku.skuPartNumber,
      servicePlanIds: sku.servicePlans.map(({ id }) => id),
      subscriptionIds: sku.subscriptionIds,
      dynamicsUnits: dynamicsUnits(sku),
    })
  }
  return skus
}

/** `environments`: those in scope. `tenant` null: nobody is a holder. */
export async function readHolderFacts(
  snapshot: Snapshot,
  seats: readonly Seat[],
  tenant: TenantFacts | null,
  environments: readonly EnvironmentRef[],
): Promise<HolderFacts> {
  return {
    holders: tenant === null ? [] : await readHolders(snapshot, seats, tenant),
    signIns: await readSignIns(snapshot),
    access: await readEnvironmentAccess(snapshot, environments, tenant),
  }
}

/** People with a live assignment of a SKU with a plan, by id. */
async function readHolders(snapshot: Snapshot, seats: readonly Seat[], tenant: TenantFacts): Promise<SeatHolder[]> {
  const plans = new Map(seats.map(({ skuId, plan }) => [skuId, plan]))
  const groupNames = new Map<string, string | null>()
  for await (const { id, name } of snapshot.rows('groups', null)) groupNames.set(id, name)
  const holders = new Map<string, SeatHolder>()
  for await (const row of snapshot.rows('people', null)) {
    const person = tenant.people.get(row.id)
    const held = heldSeats(row, plans, groupNames)
    if (person !== undefined && held.length > 0) holders.set(row.id, { person, seats: held })
  }
  return [...holders.values()].toSorted((a, b) => compareText(a.person.id, b.person.id))
}

/** In the order of the plans; a seat that comes in two ways is there twice. */
export function heldSeats(
  person: Pick<Person, 'assignedLicenses' | 'licenseStates'>,
  plans: ReadonlyMap<string, PlanId>,
  groupNames: ReadonlyMap<string, string | null>,
): HeldSeat[] {
  const seats = liveAssignments(person).flatMap(({ skuId }): HeldSeat[] => {
    const plan = plans.get(skuId)
    return plan === undefined ? [] : waysOf(person, skuId).map((way) => ({ plan, skuId, ...originOf(way, groupNames) }))
  })
  return seats.toSorted(compareSeats)
}

/** The live rows by which a SKU is assigned; null stands for a license that Graph shows without one. */
function waysOf({ licenseStates }: Pick<Person, 'licenseStates'>, skuId: string): (LicenseState | null)[] {
  const live = licenseStates.filter((row) => row.skuId === skuId && isLive(row))
  return live.length === 0 ? [null] : live
}

function originOf(
  way: LicenseState | null,
  groupNames: ReadonlyMap<string, string | null>,
): Pick<HeldSeat, 'via' | 'group' | 'since'> {
  if (way === null) return { via: 'unknown', group: null, since: null }
  const { assignedByGroup, lastUpdated } = way
  if (assignedByGroup === null) return { via: 'direct', group: null, since: lastUpdated }
  const group = { id: assignedByGroup, name: groupNames.get(assignedByGroup) ?? null }
  return { via: 'group', group, since: lastUpdated }
}

function compareSeats(a: HeldSeat, b: HeldSeat): number {
  return (
    planIds.indexOf(a.plan) - planIds.indexOf(b.plan) ||
    compareText(a.skuId, b.skuId) ||
    compareText(a.group?.id ?? '', b.group?.id ?? '')
  )
}

async function readSignIns(snapshot: Snapshot): Promise<Map<string, string | null> | null> {
  const rows = await rowsIfRead(snapshot, 'graph/sign-ins', 'sign-ins', null)
  return rows === null ? null : new Map(rows.map(({ personId, lastSignIn }) => [personId, lastSignIn]))
}

async function readTelephony(snapshot: Snapshot, environments: readonly EnvironmentRef[]): Promise<Telephony[]> {
  return Promise.all(
    environments.map(async ({ id, name }) => ({
      environment: { id, name },
      providers: await rowsIfRead(snapshot, 'dataverse/telephony', 'telephony-providers', id),
    })),
  )
}
