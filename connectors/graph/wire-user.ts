/** A user as Graph sends it with its license assignments, and the person that it becomes. */
import { z } from 'zod'
import type { Person } from '../../src/model/licensing.ts'
import { Guid, orNull, Time } from '../transport/rows.ts'

const License = z.object({ skuId: Guid, disabledPlans: z.array(Guid) })

const State = z.object({
  skuId: Guid,
  disabledPlans: z.array(Guid),
  assignedByGroup: orNull(z.string()),
  state: z.string(),
  lastUpdatedDateTime: orNull(Time),
})

/** Licenses must be there: without the right to read them the service sends null, which is not "none". */
export const WireUser = z.object({
  id: Guid,
  userPrincipalName: orNull(z.string()),
  displayName: orNull(z.string()),
  userType: orNull(z.string()),
  accountEnabled: orNull(z.boolean()),
  assignedLicenses: z.array(License),
  licenseAssignmentStates: z.array(State),
})

export const userColumns =
  'id,userPrincipalName,displayName,userType,accountEnabled,assignedLicenses,licenseAssignmentStates'

export function toPerson(user: z.infer<typeof WireUser>): Person {
  return {
    id: user.id,
    upn: user.userPrincipalName,
    displayName: user.displayName,
    userType: user.userType === 'Guest' ? 'guest' : 'member',
    accountEnabled: user.accountEnabled,
    assignedLicenses: user.assignedLicenses,
    licenseStates: user.licenseAssignmentStates.map((row) => ({
      skuId: row.skuId,
      disabledPlans: row.disabledPlans,
      assignedByGroup: row.assignedByGroup?.toLowerCase() ?? null,
      state: row.state,
      lastUpdated: row.lastUpdatedDateTime,
    })),
  }
}
