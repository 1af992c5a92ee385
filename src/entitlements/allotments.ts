/** What counted seats and held packs grant to one pool, term by term, as an edition says. Storage in integer MB of the edition's own GB. */
import type { Allotment, Edition, EditionPool, Pack } from '../guide/edition.ts'
import type { Trust } from '../guide/trust.ts'
import type { PlanId } from '../model/pool.ts'
import { adminApiMBPerGB, gbToMB, mbToGB } from '../units.ts'
import { figure } from './figures.ts'
import type { HeldPack } from './seats.ts'

export type CountedSeats = ReadonlyMap<PlanId, number>

/** One addend of an entitlement. `native` is MB for storage, else routes or minutes. */
export interface RawTerm {
  readonly label: string
  readonly kind: 'base' | 'seats' | 'pack'
  readonly plan: PlanId | null
  readonly seats: number | null
  /** What one seat or pack grants, in the pool's unit. */
  readonly perSeat: number | null
  readonly native: number
  /** The same amount in MB as the admin API counts it: what is stated in MB stays, what is stated in GB is 1,024 MB each. */
  readonly apiMB: number
  readonly isStatedInMB: boolean
  /** One base, seat or pack in the edition's own words: "250 MB". */
  readonly stated: string
  readonly trust: Trust
  readonly clause: string
}

/** The base, then one term per plan with counted seats in the order of the plans, then held packs; zero terms are left out. */
export function allotmentTerms(
  pool: EditionPool,
  edition: Edition,
  seats: CountedSeats,
  packs: readonly HeldPack[],
): RawTerm[] {
  const terms = [
    ...baseTerm(pool, edition, seats),
    ...edition.plans.flatMap((plan) => seatTerm(pool, edition, plan, seats.get(plan.id) ?? 0)),
    ...packTerms(pool, edition, packs),
  ]
  return terms.filter(({ native }) => native !== 0)
}

/** Sum of the terms: integer MB for storage, else routes or minutes. */
export function sumTerms(terms: readonly RawTerm[]): number {
  return terms.reduce((sum, { native }) => sum + native, 0)
}

/** An amount of `native` in the pool's unit, not rounded. */
export function inPoolUnit(native: number, pool: EditionPool, edition: Edition): number {
  return pool.unit === 'GB' ? mbToGB(native, edition.units.mbPerGB) : native
}

/** Granted once per tenant, and only to one that holds a counted seat of its plans; of several, the largest. */
function baseTerm(pool: EditionPool, edition: Edition, seats: CountedSeats): RawTerm[] {
  const granted = pool.bases
    .filter(({ plans }) => plans.some((plan) => (seats.get(plan) ?? 0) > 0))
    .toSorted((a, b) => nativeAmount(b, edition) - nativeAmount(a, edition))
  const [base] = granted
  if (base === undefined) return []
  const clause = pool.clause
  return [
    {
      label: 'tenant base',
      kind: 'base',
      plan: null,
      seats: null,
      perSeat: null,
      clause,
      ...amounts(base, 1, edition),
    },
  ]
}

function seatTerm(pool: EditionPool, edition: Edition, plan: Edition['plans'][number], seats: number): RawTerm[] {
  const allotment = pool.perSeat.find(({ plans }) => plans.includes(plan.id))
  if (allotment === undefined) return []
  const label = `${figure(seats)} ${plan.name} ${seats === 1 ? 'seat' : 'seats'} x ${describe(allotment)}`
  const perSeat = inPoolUnit(nativeAmount(allotment, edition), pool, edition)
  return [
    { label, kind: 'seats', plan: plan.id, seats, perSeat, clause: pool.clause, ...amounts(allotment, seats, edition) },
  ]
}

/** Packs of monthly pools only: storage packs stand in the admin API's own lines. An alternative pack is never converted. */
function packTerms(pool: EditionPool, edition: Edition, packs: readonly HeldPack[]): RawTerm[] {
  if (pool.period === null) return []
  return edition.packs
    .filter((pack) => pack.pool === pool.pool && !pack.alternative)
    .map((pack) => packTerm(pack, packs))
}

function packTerm({ id, name, size, unit, trust, clause }: Pack, packs: readonly HeldPack[]): RawTerm {
  const units = packs.filter(({ pack }) => pack === id).reduce((sum, held) => sum + held.units, 0)
  const label = `${figure(units)} x ${name} x ${describe({ amount: size, unit })}`
  const amount = {
    native: units * size,
    apiMB: 0,
    isStatedInMB: false,
    stated: describe({ amount: size, unit }),
    trust,
  }
  return { label, kind: 'pack', plan: null, seats: units, perSeat: size, clause, ...amount }
}

/** A quantity as the guide states it: "250 MB", "35 GB". */
function describe({ amount, unit }: { amount: number; unit: string }): string {
  return `${figure(amount)} ${unit}`
}

/** MB for storage by the edition's factor, else the amount itself. */
function nativeAmount({ amount, unit }: Allotment, { units }: Edition): number {
  return unit === 'GB' ? gbToMB(amount, units.mbPerGB) : amount
}

/** MB of a storage allotment as the admin API counts it. */
export function apiAmountMB({ amount, unit }: Pick<Allotment, 'amount' | 'unit'>): number {
  return unit === 'GB' ? gbToMB(amount, adminApiMBPerGB) : amount
}

function amounts(
  allotment: Allotment,
  times: number,
  edition: Edition,
): Pick<RawTerm, 'native' | 'apiMB' | 'isStatedInMB' | 'stated' | 'trust'> {
  return {
    native: nativeAmount(allotment, edition) * times,
    apiMB: apiAmountMB(allotment) * times,
    isStatedInMB: allotment.unit === 'MB',
    stated: describe(allotment),
    trust: allotment.trust,
  }
}
