/** What the judgment of every environment shares: people with their licenses, groups, the rules of tables, names to look for, sources to cite. */
import type { LicenseProfile } from '../licenses/profile.ts'
import type { SourceStatus } from '../model/coverage.ts'
import type { PlanId } from '../model/pool.ts'
import type { ApplicationLists } from './accounts.ts'
import type { GroupFacts } from './groups.ts'
import type { PersonFacts } from './people.ts'
import type { FamilyWords } from './remedies.ts'
import type { RoleLists } from './role-uses.ts'
import type { JourneyRule, TableRule } from './table-rules.ts'

export interface TenantFacts {
  readonly people: ReadonlyMap<string, PersonFacts>
  /** False: who is missing from `people` was not read. */
  readonly peopleComplete: boolean
  readonly groups: ReadonlyMap<string, GroupFacts>
  /** What somebody without an Entra object holds: at most what the tenant is licensed for. */
  readonly unlicensedPerson: LicenseProfile
  /** The plan of the guide that a subscribed SKU has, by SKU id. */
  readonly plans: ReadonlyMap<string, PlanId>
  readonly tableRules: readonly TableRule[]
  readonly journey: JourneyRule
  readonly families: FamilyWords
  readonly roleLists: RoleLists
  readonly applications: ApplicationLists
  readonly statuses: readonly SourceStatus[]
}
