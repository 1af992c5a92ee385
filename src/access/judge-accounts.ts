/** Judges accounts that are no persons: which of them can write restricted tables, and which were seen to. Pure. */
import type { LicenseProfile } from '../licenses/profile.ts'
import type { AccessPath } from '../model/evidence.ts'
import type { Severity } from '../model/finding.ts'
import type { Account } from './accounts.ts'
import { actorOf } from './judge.ts'
import { judgeTables, type JudgedTable } from './judge-tables.ts'
import { UseJudge, type TableLook } from './judge-use.ts'
import type { ObservedUses } from './observed.ts'
import { Shared } from './shared.ts'
import type { Gate } from './standings.ts'
import type { TableRule } from './table-rules.ts'

export interface JudgedAccount {
  readonly account: Account
  readonly severity: Severity
  /** Sorted by name; never empty. */
  readonly tables: readonly JudgedTable[]
  /** Where use was looked for, table by table; empty where no evidence was asked for. */
  readonly looks: readonly TableLook[]
}

/** No license of an account makes good for the people behind it, so none is looked at. */
const unlicensed: LicenseProfile = { families: new Set(), limited: new Set(), hasLive: false, held: [] }

export interface AccountContext {
  /** Rules of installed tables. */
  readonly rules: readonly TableRule[]
  readonly gate: Gate
  readonly observed: ObservedUses | null
}

/** Disabled accounts are left out, and so is who signs in as a user and is outside the security group. */
export function judgeAccounts(accounts: readonly Account[], context: AccountContext): JudgedAccount[] {
  const shared = { paths: new Shared<AccessPath>(), tables: new Shared<JudgedTable>() }
  const use = context.observed === null ? null : new UseJudge(context.observed)
  return accounts.flatMap((account) => {
    if (account.isDisabled || isHeldBack(account, context.gate)) return []
    const judged = judgeTables(context.rules, account.ways, unlicensed, shared)
    if (judged.length === 0) return []
    const looked = judged.map((table) => ({ table, look: use?.look(actorOf(account), table) ?? null }))
    const looks = looked.flatMap(({ look }) => look ?? [])
    const severity = looks.some(({ used }) => used.length > 0) ? 'high' : 'medium'
    const tables = looked.map(({ table, look }) => (use === null || look === null ? table : use.withUse(table, look)))
    return { account, severity, tables, looks }
  })
}

/** The security group gates people and non-interactive accounts; applications are no members of it. */
function isHeldBack({ kind, entraId }: Account, gate: Gate): boolean {
  return gate !== null && kind !== 'application' && (entraId === null || !gate.admits(entraId))
}
