/** What the lists say of each table, in the form in which access is judged against it. */
import type { Depth, Operation } from '../model/security.ts'

/** What holders of one of the families may do freely on a table: at any depth, or on their own rows only. */
export interface TableException {
  readonly id: 'case' | 'team-members'
  readonly families: readonly string[]
  readonly free: Readonly<Partial<Record<Operation, 'any' | 'basic'>>>
}

export interface TableRule {
  readonly table: string
  readonly displayName: string
  /** Families of which one is enough, sorted. */
  readonly requires: readonly string[]
  readonly list: 'main' | 'field-service'
  readonly exceptions: readonly TableException[]
  /** Families that a later report accepts: listed, and graded `info`. */
  readonly acceptedWithNote: readonly string[]
}

/** Whether the operation at this depth is a finding for somebody to whom these exceptions apply. */
export function isRestricted(operation: Operation, depth: Depth, exceptions: readonly TableException[]): boolean {
  return !exceptions.some(({ free }) => {
    const freedom = free[operation]
    return freedom === 'any' || (freedom === 'basic' && depth === 'basic')
  })
}

/** A table of the list that is licensed per tenant and whose name in Dataverse is not certain. */
export interface JourneyTable {
  readonly displayName: string
  readonly candidates: readonly string[]
  /** Sorted. */
  readonly requires: readonly string[]
}

export interface JourneyRule extends JourneyTable {
  /** Whether the tenant holds a counted unit of a family that serves everybody. */
  readonly isTenantLicensed: boolean
}
