/** Judges one candidate: behind the gate or outside, administrator or not, latent or not, and which tables at which grade. Pure. */
import type { LicenseProfile } from '../licenses/profile.ts'
import type { Severity } from '../model/finding.ts'
import type { AccessPath } from '../model/evidence.ts'
import { compareText } from '../model/text-order.ts'
import type { Candidate } from './candidates.ts'
import { atMost, judgeTables, unlicensedForAdministrator, worst } from './judge-tables.ts'
import type { JudgedTable } from './judge-tables.ts'
import { administeredTable, UseJudge, type TableLook } from './judge-use.ts'
import type { Actor, ObservedUses } from './observed.ts'
import { Shared } from './shared.ts'
import { isOutside, standingsOf, waysInside, type Gate, type Standing } from './standings.ts'
import type { TableRule } from './table-rules.ts'
import type { Way } from './ways.ts'

export interface Judgment {
  readonly candidate: Candidate
  readonly severity: Severity
  readonly administrator: boolean
  readonly standings: readonly Standing[]
  readonly isCappedAsGuest: boolean
  /** The ways that count: the direct ones only for somebody outside the security group. */
  readonly ways: readonly Way[]
  /** Under an administrator: those that he was seen to write. */
  readonly tables: readonly JudgedTable[]
  /** Under an administrator: the tables that he is not licensed for. */
  readonly unlicensed: readonly TableRule[]
  /** Where use was looked for, table by table (the unlicensed ones of an administrator); empty where no evidence was asked for. */
  readonly looks: readonly TableLook[]
}

/** Judges the people of one environment; equal ways under equal licenses are judged once. */
export class Judge {
  readonly #rules: readonly TableRule[]
  readonly #gate: Gate
  readonly #unlicensedPerson: LicenseProfile
  readonly #tables = new Map<LicenseProfile, Map<string, readonly JudgedTable[]>>()
  readonly #shared = { paths: new Shared<AccessPath>(), tables: new Shared<JudgedTable>() }
  readonly #administrators = new Map<LicenseProfile, readonly TableRule[]>()
  readonly #use: UseJudge | null

  /** `rules` are those of installed tables; `unlicensedPerson` is the profile of somebody without an Entra object. */
  constructor(
    rules: readonly TableRule[],
    gate: Gate,
    unlicensedPerson: LicenseProfile,
    observed: ObservedUses | null = null,
  ) {
    this.#rules = rules
    this.#gate = gate
    this.#unlicensedPerson = unlicensedPerson
    this.#use = observed === null ? null : new UseJudge(observed)
  }

  /** Null: nothing that the person is not licensed for, or held back by the security group. */
  judge(candidate: Candidate): Judgment | null {
    const { person } = candidate
    const profile = person?.profile ?? this.#unlicensedPerson
    const outside = isOutside(person, this.#gate)
    const ways = waysInside(candidate.ways, outside)
    const standings = standingsOf(candidate, outside)
    const isCappedAsGuest = person?.isCappedAsGuest === true
    const about = { candidate, standings, isCappedAsGuest, ways }
    if (ways.some((way) => way.role.isAdministrator)) return this.#judgeAdministrator(about, profile)
    const { tables, looks } = this.#withUse(actorOf(candidate), this.#judgeTables(ways, profile))
    if (tables.length === 0) return null
    const severity = standings.length > 0 ? 'info' : gradeOf(tables, isCappedAsGuest)
    return { ...about, severity, administrator: false, tables, unlicensed: [], looks }
  }

  /** Administration needs no license; who also works in the application does, whatever else is known of him. */
  #judgeAdministrator(
    about: Pick<Judgment, 'candidate' | 'standings' | 'isCappedAsGuest' | 'ways'>,
    profile: LicenseProfile,
  ): Judgment | null {
    const unlicensed = this.#unlicensedFor(profile)
    if (unlicensed.length === 0) return null
    const use = this.#use
    const actor = actorOf(about.candidate)
    const looks = use === null ? [] : unlicensed.map((rule) => use.lookAtAdministered(actor, rule, profile))
    const tables = looks
      .filter(({ used }) => used.length > 0)
      .map((look) => administeredTable(look, about.ways, profile))
      .toSorted((a, b) => compareText(a.rule.table, b.rule.table))
    const severity = worst(tables.map((table) => table.severity))
    return { ...about, severity, administrator: true, tables, unlicensed, looks }
  }

  #withUse(actor: Actor, judged: readonly JudgedTable[]): Pick<Judgment, 'tables' | 'looks'> {
    const use = this.#use
    if (use === null) return { tables: judged, looks: [] }
    const looked = judged.map((table) => {
      const look = use.look(actor, table)
      return { look, table: use.withUse(table, look) }
    })
    return { tables: looked.map(({ table }) => table), looks: looked.map(({ look }) => look) }
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

/** By what the evidence of use knows a candidate, or an account. */
export function actorOf({ subject, userIds }: Pick<Candidate, 'subject' | 'userIds'>): Actor {
  return { subjectId: subject.id, userIds }
}

function gradeOf(tables: readonly JudgedTable[], isCappedAsGuest: boolean): Severity {
  const severity = worst(tables.map((table) => table.severity))
  return isCappedAsGuest ? atMost(severity, 'low') : severity
}
