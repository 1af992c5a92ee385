/** Reads one environment of a snapshot into what the access rules need, and nothing of any other: one environment at a time. */
import type { EnvironmentRef } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import type { RestrictedTableRow } from '../model/security.ts'
import { readCandidates } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import { RoleGrants } from './grants.ts'
import type { ObservedUses } from './observed.ts'
import { readObserved } from './read-observed.ts'
import type { TenantFacts } from './tenant-facts.ts'
import { readWays } from './ways.ts'
import type { Ways } from './ways.ts'

export interface EnvironmentFacts {
  readonly ref: EnvironmentRef
  readonly securityGroupId: string | null
  /** Logical names of the installed tables that may be restricted. */
  readonly tables: readonly string[]
  readonly candidates: readonly Candidate[]
  /** Entra groups on which the judgment rests: behind granting group teams, and the security group where there is anything to gate. */
  readonly groupIds: readonly string[]
  /** Null where no evidence of use was asked for, and none is kept. */
  readonly observed: ObservedUses | null
}

/**
 * Loads the security data of one environment. Ids are those of the rows; nothing is kept of roles that write nothing. `earlier`: what
 * is known of the environment, for figures of use that a run without evidence keeps.
 */
export async function readEnvironmentFacts(
  snapshot: Snapshot,
  environment: EnvironmentRef & { readonly securityGroupId: string | null },
  tenant: TenantFacts,
  earlier: readonly Finding[] = [],
): Promise<EnvironmentFacts> {
  const { id, name, securityGroupId } = environment
  const tables = await Array.fromAsync(snapshot.rows('tables', id))
  const judged = new Set(tenant.tableRules.map((rule) => rule.table))
  const ways = await environmentWays(
    snapshot,
    id,
    tables.filter((table) => judged.has(table.logicalName)),
    tenant,
  )
  const known = { people: tenant.people, complete: tenant.peopleComplete }
  return {
    ref: { id, name },
    securityGroupId,
    tables: tables.map((table) => table.logicalName),
    candidates: await readCandidates(snapshot.rows('system-users', id), ways, known),
    groupIds: securityGroupId === null || tables.length === 0 ? ways.groupIds : [securityGroupId, ...ways.groupIds],
    observed: await readObserved(snapshot, id, earlier),
  }
}

async function environmentWays(
  snapshot: Snapshot,
  id: string,
  tables: readonly RestrictedTableRow[],
  tenant: TenantFacts,
): Promise<Ways> {
  if (tables.length === 0) return { ofUser: new Map(), ofPerson: new Map(), groupIds: [] }
  const grants = new RoleGrants(tables)
  for await (const grant of snapshot.rows('role-privileges', id)) grants.add(grant)
  const roles = await Array.fromAsync(snapshot.rows('roles', id))
  const holders = {
    userRoles: snapshot.rows('user-roles', id),
    teams: snapshot.rows('teams', id),
    teamRoles: snapshot.rows('team-roles', id),
    teamMembers: snapshot.rows('team-members', id),
  }
  return readWays(holders, grants.writers(roles), tenant.groups)
}
