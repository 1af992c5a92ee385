/** What an edition grants or denies one user, and what it says that no API shows. Text with its clause; a case names whom it meets. */
import { z } from 'zod'
import { PlanId } from '../model/pool.ts'
import { FamilyId } from './license-families.ts'

export const Channel = z.enum(['digital', 'voice'])
export type Channel = z.infer<typeof Channel>

/** `guest`: a guest of whom the operator does not say whether the guide calls him external. */
export const UserKind = z.enum(['internal', 'guest', 'external'])
export type UserKind = z.infer<typeof UserKind>

/** Whom a case meets: all that is named must hold, of each list one entry is enough. */
export const Holder = z.strictObject({
  users: z.array(UserKind).exactOptional(),
  plans: z.array(PlanId).exactOptional(),
  channels: z.array(Channel).exactOptional(),
  families: z.array(FamilyId).exactOptional(),
  skuIds: z.array(z.guid()).exactOptional(),
  /** Whether the user holds a Dynamics 365 license of their own at all, as `licensedBy` says. */
  licensed: z.boolean().exactOptional(),
  /** Whether the user holds a license for at least one restricted table. */
  tables: z.boolean().exactOptional(),
  /** Whether the user holds a license with fewer rights, which a person must review. */
  limited: z.boolean().exactOptional(),
})
export type Holder = z.infer<typeof Holder>

/** `granted` null: the guide leaves it to another document, or a person must decide. `{tables}` and `{count}` stand for restricted tables. */
const RightCase = z.strictObject({
  holder: Holder,
  granted: z.boolean().nullable(),
  text: z.string().min(1),
  clause: z.string().min(1),
})

/** The first case that meets the user counts; a right without one is not listed. */
export const Right = z.strictObject({ right: z.string().min(1), cases: z.array(RightCase).min(1) })
export type Right = z.infer<typeof Right>

export const Rights = z.strictObject({
  /** Families of user licenses of Dynamics 365; every plan of the guide is one besides. */
  licensedBy: z.array(FamilyId).min(1),
  list: z.array(Right).min(1),
})
export type Rights = z.infer<typeof Rights>

/** A provision that a person must check, because no API shows whether it is kept. */
export const Provision = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  text: z.string().min(1),
  clause: z.string().min(1),
})
export type Provision = z.infer<typeof Provision>
