/** What `plan` takes from the newest stored run: seats and units that can be reused, findings, and the staffing as it stands. */
import { readLicenses } from '../access/read-tenant-facts.ts'
import { countUnits } from '../entitlements/counted-units.ts'
import { deriveSeats, type TenantSeats } from '../entitlements/seats.ts'
import { rowsIfRead } from '../facts/feature-facts.ts'
import { kindOf } from '../guide/sku-catalogue.ts'
import { LicenseReader } from '../licenses/profile.ts'
import type { Finding } from '../model/finding.ts'
import type { Person } from '../model/licensing.ts'
import { currentStaffing, type CurrentStaffing } from '../planning/current-staffing.ts'
import { idleSeats, type IdleSeat, type StockedSku } from '../planning/stock.ts'
import { successorOf } from '../seats/legacy-channels.ts'
import { listsOf } from './judge.ts'
import type { Asked, Guided } from './guided.ts'
import { findingsNow } from './stored-findings.ts'
import type { Stored } from './stored.ts'

export interface PlanFacts extends TenantSeats {
  readonly stored: Stored
  readonly people: ReadonlyMap<string, Person>
  readonly findings: readonly Finding[]
  readonly idle: readonly IdleSeat[]
  /** Whether the subscribed SKUs were read: else nothing is known of what is held. */
  readonly knowsSeats: boolean
}

export async function readPlanFacts(stored: Stored, asked: Asked): Promise<PlanFacts> {
  const { run, snapshot, store } = stored
  const { config, data, edition, now } = asked
  const skus = await rowsIfRead(snapshot, 'graph/subscribed-skus', 'subscribed-skus', null)
  const subscriptions = await rowsIfRead(snapshot, 'graph/subscriptions', 'subscriptions', null)
  const people = new Map<string, Person>()
  for await (const person of snapshot.rows('people', null)) if (!people.has(person.id)) people.set(person.id, person)
  const findings = await findingsNow(stored, asked)
  const idle = idleSeats({
    findings,
    people,
    ledger: await store.ledger(run.tenantId),
    isAbsent: ({ upn }) => upn !== null && config.people.get(upn.toLowerCase())?.absent !== undefined,
    reassignmentDays: edition.reassignmentDays.days,
    now,
  })
  const seats = deriveSeats({ skus: skus ?? [], subscriptions, data, overrides: config.skuOverrides })
  return { ...seats, stored, people, findings, idle, knowsSeats: skus !== null }
}

/** Who needs what today, by the seats that are held and used and by the open findings. */
export async function readCurrentStaffing(facts: PlanFacts, product: Guided): Promise<CurrentStaffing> {
  const { snapshot } = facts.stored
  const { licenses, everybody } = await readLicenses(snapshot, listsOf(product))
  const reader = new LicenseReader(licenses, everybody)
  const successorOfSku = new Map([...licenses].map(([skuId, { plans }]) => [skuId, successorOf(plans)] as const))
  return currentStaffing({
    ...facts,
    people: facts.people.values(),
    planOfSku: new Map(facts.seats.map(({ skuId, plan }) => [skuId, plan])),
    successorOfSku,
    profileOf: (person) => reader.profileOf(person),
    edition: product.edition,
  })
}

/** Counted units that nobody holds, by license family; a SKU that gives several of them stands under the first, so that no unit counts twice. */
export async function readFamilyStock(
  facts: PlanFacts,
  wanted: readonly string[],
  product: Guided,
): Promise<StockedSku[]> {
  const { snapshot } = facts.stored
  const { licenses } = await readLicenses(snapshot, listsOf(product))
  const skus = await rowsIfRead(snapshot, 'graph/subscribed-skus', 'subscribed-skus', null)
  const subscriptions = await rowsIfRead(snapshot, 'graph/subscriptions', 'subscriptions', null)
  return (skus ?? []).flatMap((sku) => {
    const license = licenses.get(sku.skuId)
    if (license === undefined || license.noLicense !== null) return []
    const given = new Set([...license.bySku, ...[...license.byPlan.values()].flat()])
    const id = wanted.find((family) => given.has(family))
    if (id === undefined) return []
    const { counted } = countUnits(sku, subscriptions, kindOf(sku.skuId, product.data.catalogue))
    const unassigned = Math.max(0, counted - sku.consumedUnits)
    const { skuId, skuPartNumber: partNumber } = sku
    return [{ id, skuId, partNumber, unassigned, idle: [] }]
  })
}
