/** Reads one environment of a snapshot into what the rules of environments need, and nothing of any other: one environment at a time. */
import type { EnvironmentRef } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import type { App } from '../model/features.ts'
import type { Finding } from '../model/finding.ts'
import type { RestrictedTableRow } from '../model/security.ts'
import { compareText } from '../model/text-order.ts'
import type { Account } from './accounts.ts'
import { holding, readHolders } from './candidates.ts'
import type { Candidate } from './candidates.ts'
import { isWriting, RoleGrants } from './grants.ts'
import type { RoleAccess } from './grants.ts'
import type { ObservedUses } from './observed.ts'
import { readObserved } from './read-observed.ts'
import { roleUses } from './role-uses.ts'
import { worstState } from './source-state.ts'
import type { TenantFacts } from './tenant-facts.ts'
import { readWays } from './ways.ts'

export interface EnvironmentFacts {
  readonly ref: EnvironmentRef
  /** Without it there is nothing to assess. */
  readonly hasDataverse: boolean
  readonly securityGroupId: string | null
  /** Language of role names (LCID); null: not known. */
  readonly baseLanguage: number | null
  /** Logical names of the installed tables that may be restricted. */
  readonly tables: readonly string[]
  /** People with a role that writes one of them, by the ways of such roles. */
  readonly candidates: readonly Candidate[]
  /** Names of the roles of agents and supervisors that exist here, sorted. */
  readonly agentRoles: readonly string[]
  /** People with such a role, by the ways of such roles. */
  readonly agents: readonly Candidate[]
  /** Unique names of the installed apps of products, sorted; null: not read. */
  readonly apps: readonly string[] | null
  /** Guests with a role of such an app, by the ways of such roles. */
  readonly guestsInApps: readonly Candidate[]
  /** Accounts that write a restricted table, by the ways of roles that do. */
  readonly accounts: readonly Account[]
  /** Accounts that do and are Microsoft's own. */
  readonly microsoftAccounts: number
  /** Entra groups on which the judgment rests: behind group teams of interest, and the security group where there is anything to gate. */
  readonly groupIds: readonly string[]
  /** Null where no evidence of use was asked for, and none is kept. */
  readonly observed: ObservedUses | null
}

/**
 * Loads the security data of one environment. Ids are those of the rows; nothing is kept of roles without interest. `earlier`: what
 * is known of the environment, for figures of use that a run without evidence keeps.
 */
export async function readEnvironmentFacts(
  snapshot: Snapshot,
  environment: Pick<Environment, 'id' | 'name' | 'securityGroupId' | 'dataverse'>,
  tenant: TenantFacts,
  earlier: readonly Finding[] = [],
): Promise<EnvironmentFacts> {
  const { id, name, securityGroupId } = environment
  const baseLanguage = environment.dataverse?.baseLanguage ?? null
  const tables = await Array.fromAsync(snapshot.rows('tables', id))
  const apps = await readApps(snapshot, id)
  const judged = tables.filter(({ logicalName }) => tenant.tableRules.some(({ table }) => table === logicalName))
  const roles = await readRoles(snapshot, id, { tables: judged, baseLanguage, apps: apps ?? [], tenant })
  const ways = await readWays(holderRows(snapshot, id), roles, tenant.groups)
  const known = { people: tenant.people, complete: tenant.peopleComplete }
  const holders = await readHolders(snapshot.rows('system-users', id), ways, known, tenant.applications)
  const agentRoles = namesOf([...roles.values()].filter(isAgentRole).map((role) => role.name))
  const isGated = securityGroupId !== null && (tables.length > 0 || agentRoles.length > 0)
  return {
    ref: { id, name },
    hasDataverse: environment.dataverse !== null,
    securityGroupId,
    baseLanguage,
    tables: tables.map((table) => table.logicalName),
    candidates: holding(holders.people, isWriting),
    agentRoles,
    agents: holding(holders.people, isAgentRole),
    apps: apps === null ? null : productApps(apps, tenant),
    guestsInApps: holding(holders.people, opensApp).filter(({ person }) => person?.isGuest === true),
    accounts: holders.accounts,
    microsoftAccounts: holders.microsofts,
    groupIds: isGated ? [securityGroupId, ...ways.groupIds] : ways.groupIds,
    observed: await readObserved(snapshot, id, earlier),
  }
}

function isAgentRole({ use }: RoleAccess): boolean {
  return use.isAgentRole
}

function opensApp({ use }: RoleAccess): boolean {
  return use.apps.length > 0
}

function productApps(apps: readonly App[], { roleLists }: TenantFacts): string[] {
  const names = apps.map(({ uniqueName }) => uniqueName)
  return namesOf(names.filter((uniqueName) => roleLists.productOf(uniqueName) !== null))
}

function namesOf(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted(compareText)
}

async function readApps(snapshot: Snapshot, id: string): Promise<App[] | null> {
  const state = worstState(snapshot.statuses(), 'dataverse/apps', id)
  return state === 'not-assessed' ? null : Array.fromAsync(snapshot.rows('apps', id))
}

interface RoleContext {
  /** Those that are restricted. */
  readonly tables: readonly RestrictedTableRow[]
  readonly baseLanguage: number | null
  readonly apps: readonly App[]
  readonly tenant: TenantFacts
}

async function readRoles(
  snapshot: Snapshot,
  id: string,
  { tables, baseLanguage, apps, tenant }: RoleContext,
): Promise<Map<string, RoleAccess>> {
  const grants = new RoleGrants(tables)
  for await (const grant of snapshot.rows('role-privileges', id)) grants.add(grant)
  const roles = await Array.fromAsync(snapshot.rows('roles', id))
  const appRoles = await Array.fromAsync(snapshot.rows('app-roles', id))
  return grants.ofInterest(roles, roleUses({ roles, apps, appRoles, baseLanguage }, tenant.roleLists))
}

function holderRows(snapshot: Snapshot, id: string) {
  return {
    userRoles: snapshot.rows('user-roles', id),
    teams: snapshot.rows('teams', id),
    teamRoles: snapshot.rows('team-roles', id),
    teamMembers: snapshot.rows('team-members', id),
  }
}
