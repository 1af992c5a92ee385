/** A guide edition: plans, pools, packs, prices, thresholds, readings and clauses as data. Computes nothing. */
import { z } from 'zod'
import { PlanId, poolIds, PoolId } from '../model/pool.ts'
import { findFaults } from './edition-faults.ts'
import { FamilyCapacity } from './family-capacity.ts'
import { PackId } from './pack.ts'
import { Channel, Provision, Rights } from './right.ts'
import { Trust } from './trust.ts'

const Unit = z.enum(['GB', 'MB', 'routes', 'minutes'])
const ClauseRef = z.string().min(1)

/** What a plan's seats bring, or what a tenant with such seats is granted once. GB and MB are decimal, as `units` says. */
export const Allotment = z.strictObject({
  plans: z.array(PlanId).min(1),
  amount: z.number().nonnegative(),
  unit: Unit,
  trust: Trust,
})
export type Allotment = z.infer<typeof Allotment>

/** Of several bases a tenant is granted one, by the edition's base rule, and only if it holds a counted seat of its plans. */
export const EditionPool = z.strictObject({
  pool: PoolId,
  unit: z.enum(['GB', 'routes', 'minutes']),
  period: z.literal('month').nullable(),
  clause: ClauseRef,
  bases: z.array(Allotment),
  perSeat: z.array(Allotment),
})
export type EditionPool = z.infer<typeof EditionPool>

/** Another reading of the text: it replaces the bases or the allotments per seat of some pools. */
export const Reading = z.strictObject({
  id: z.string().min(1),
  note: z.string().min(1),
  clause: ClauseRef,
  changes: z
    .array(
      z.strictObject({
        pool: PoolId,
        bases: z.array(Allotment).optional(),
        perSeat: z.array(Allotment).optional(),
      }),
    )
    .min(1),
})
export type Reading = z.infer<typeof Reading>

/** `channels` of Contact Center that the plan licenses: a plan without one accrues nothing here. */
const EditionPlan = z.strictObject({
  id: PlanId,
  name: z.string().min(1),
  channels: z.array(Channel),
  prerequisite: PlanId.nullable(),
  clause: ClauseRef,
})

/** An `alternative` pack is named beside the pool's own pack, without a count: no rate is published. */
export const Pack = z.strictObject({
  id: PackId,
  name: z.string().min(1),
  pool: PoolId,
  size: z.number().positive(),
  unit: z.enum(['GB', 'routes', 'minutes', 'messages']),
  alternative: z.boolean(),
  trust: Trust,
  clause: ClauseRef,
})
export type Pack = z.infer<typeof Pack>

/** A list price for one seat or pack and month. */
const Price = z.strictObject({
  id: z.union([PlanId, PackId]),
  monthly: z.number().nonnegative(),
  currency: z.string().length(3),
  source: z.string().min(1),
  trust: Trust,
})

/** `source` is the guide, the address and date of the page on which the clause rests, or the edition from which it is taken over. */
export const Clause = z.strictObject({
  heading: z.string().min(1),
  text: z.string().min(1),
  source: z.union([
    z.literal('guide'),
    z.strictObject({ address: z.url(), date: z.string().min(1) }),
    z.strictObject({ edition: z.string().min(1) }),
  ]),
})
export type Clause = z.infer<typeof Clause>

const WorkedExample = z.strictObject({
  clause: ClauseRef,
  seats: z.partialRecord(PlanId, z.int().positive()),
  expect: z.array(z.strictObject({ pool: PoolId, entitled: z.number() })).min(1),
})

export const Edition = z
  .strictObject({
    id: z.string().min(1),
    title: z.string().min(1),
    notice: z.string().min(1),
    /** How many MB the guide's own arithmetic counts to a GB. */
    units: z.strictObject({ mbPerGB: z.int().positive(), trust: Trust, clause: ClauseRef }),
    /** How bases of several plans combine: a base is granted once per tenant. */
    baseRule: z.literal('largest'),
    /** A pool is near its end when less than this part of it is left. */
    near: z.strictObject({ below: z.number().min(0).max(1), trust: Trust, clause: ClauseRef }),
    /** Storage of the default environment that does not draw on the pool. */
    included: z.strictObject({
      databaseGB: z.number().nonnegative(),
      fileGB: z.number().nonnegative(),
      logGB: z.number().nonnegative(),
      trust: Trust,
      clause: ClauseRef,
    }),
    reassignmentDays: z.strictObject({ days: z.int().positive(), trust: Trust, clause: ClauseRef }),
    plans: z.array(EditionPlan),
    pools: z.array(EditionPool).length(poolIds.length),
    packs: z.array(Pack),
    prices: z.array(Price),
    readings: z.array(Reading),
    /** Dataverse storage of the licenses that are no Contact Center plan. */
    families: z.array(FamilyCapacity),
    rights: Rights,
    /** What a person must check: no API shows it. */
    provisions: z.array(Provision).min(1),
    clauses: z.record(z.string(), Clause),
    /** The guide's own examples, or its tables worked by hand: entitlements, in the pool's unit, of a tenant with these counted seats. */
    workedExamples: z.array(WorkedExample),
  })
  .superRefine((edition, context) => {
    for (const { path, message } of findFaults(edition)) context.addIssue({ code: 'custom', path, message })
  })
export type Edition = z.infer<typeof Edition>
