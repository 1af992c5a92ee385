/** Judges one candidate: behind the gate or outside, administrator or not, latent or not, and which tables at which grade. Pure. */
import type { LicenseProfile } from '../licenses/profile.ts'
import type { Severity } from '../model/finding.ts'
import type { AccessPath } from '../model/evidence.ts'
import type { Candidate } from './candidates.ts'
import type { GroupFacts } from './groups.ts'
import { atMost, judgeTables, unlicensedForAdministrator, worst } from './judge-tables.ts'
import type { JudgedTable } from './judge-tables.ts'
import { Shared } from './shared.ts'
import type { TableRule } from './table-rules.ts'
import type { Way } from './ways.ts'

/** Why a finding cannot turn into use now, or is not about a person of the tenant. */
export type Standing =
  | 'disabled-in-dataverse'
  | 'disabled-in-entra'
  | 'no-live-license'
  | 'no-entra-object'
  | 'outside-security-group'

export interface Judgment {
  readonly candidate: Candidate
  readonly severity: Severity
  readonly administrator: boolean
  readonly standings: readonly Standing[]
  readonly isCappedAsGuest: boolean
  /** The ways that count: the direct ones only for somebody outside the security group. */
  readonly ways: readonly Way[]
  readonly tables: readonly JudgedTable[]
  /** Under an administrator: the tables that he is not licensed for. */
  readonly unlicensed: readonly TableRule[]
}

/** The environment's security group: null where there is none or it could not be read, so that it holds nobody back. */
export type Gate = Pick<GroupFacts, 'admits'> | null

/** Judges the people of one environment; equal ways under equal licenses are judged once. */
export class Judge {
  readonly #rules: readonly TableRule[]
  readonly #gate: Gate
  readonly #unlicensedPerson: LicenseProfile
  readonly #tables = new Map<LicenseProfile, Map<string, readonly JudgedTable[]>>()
  readonly #shared = { paths: new Shared<AccessPath>(), tables: new Shared<JudgedTable>() }
  readonly #administrators = new Map<LicenseProfile, readonly TableRule[]>()

  /** `rules` are those of installed tables; `unlicensedPerson` is the profile of somebody without an Entra object. */
  constructor(rules: readonly TableRule[], gate: Gate, unlicensedPerson: LicenseProfile) {
    this.#rules = rules
    this.#gate = gate
    this.#unlicensedPerson = unlicensedPerson
  }

  /** Null: nothing that the person is not licensed for, or held back by the security group. */
  judge(candidate: Candidate): Judgment | null {
    const { person } = candidate
    const profile = person?.profile ?? this.#unlicensedPerson
    const isOutside = this.#gate !== null && (person === null || !this.#gate.admits(person.id))
    const ways = isOutside ? candidate.ways.filter((way) => way.team === null) : candidate.ways
    const administrator = ways.some((way) => way.role.isAdministrator)
    const tables = administrator ? [] : this.#judgeTables(ways, profile)
    const unlicensed = administrator ? this.#unlicensedFor(profile) : []
    if (tables.length + unlicensed.length === 0) return null
    const standings = standingsOf(candidate, isOutside)
    const isCappedAsGuest = person?.isCappedAsGuest === true
    const severity = administrator || standings.length > 0 ? 'info' : gradeOf(tables, isCappedAsGuest)
    return { candidate, severity, administrator, standings, isCappedAsGuest, ways, tables, unlicensed }
  }

  #judgeTables(ways: readonly Way[], profile: LicenseProfile): readonly JudgedTable[] {
    const key = ways
      .map((way) => way.index)
      .toSorted((a, b) => a - b)
      .join(',')
    let byWays = this.#tables.get(profile)
    if (byWays === undefined) this.#tables.set(profile, (byWays = new Map()))
    let judged = byWays.get(key)
    if (judged === undefined) byWays.set(key, (judged = judgeTables(this.#rules, ways, profile, this.#shared)))
    return judged
  }

  #unlicensedFor(profile: LicenseProfile): readonly TableRule[] {
    let unlicensed = this.#administrators.get(profile)
    if (unlicensed === undefined) {
      this.#administrators.set(profile, (unlicensed = unlicensedForAdministrator(this.#rules, profile)))
    }
    return unlicensed
  }
}

function gradeOf(tables: readonly JudgedTable[], isCappedAsGuest: boolean): Severity {
  const severity = worst(tables.map((table) => table.severity))
  return isCappedAsGuest ? atMost(severity, 'low') : severity
}

function standingsOf({ person, isDisabledInDataverse }: Candidate, isOutside: boolean): Standing[] {
  const standings: Standing[] = []
  if (isDisabledInDataverse) standings.push('disabled-in-dataverse')
  if (person?.isDisabled === true) standings.push('disabled-in-entra')
  if (person !== null && !person.profile.hasLive) standings.push('no-live-license')
  if (person === null) standings.push('no-entra-object')
  if (isOutside) standings.push('outside-security-group')
  return standings
}
