/** What evidence of use makes of a judged table, and which tables an administrator was seen to write. Pure. */
import type { LicenseProfile } from '../licenses/profile.ts'
import type { ObservedWindow } from '../model/evidence.ts'
import { operations, type Operation } from '../model/security.ts'
import { capped, judgeAdministered, restrictedOperations, type JudgedTable } from './judge-tables.ts'
import { seenOperations, type Actor, type ObservedUses, type SeenUse } from './observed.ts'
import { Shared } from './shared.ts'
import type { TableRule } from './table-rules.ts'
import type { Way } from './ways.ts'

/** One table that evidence of use was looked for. */
export interface TableLook {
  readonly rule: TableRule
  /** The operations of which a use counts. */
  readonly operations: readonly Operation[]
  /** Those of them that were seen. */
  readonly used: readonly Operation[]
  /** Null: no evidence available. */
  readonly seen: SeenUse | null
}

/** Adds the evidence of one environment; whoever was not seen shares his tables with all others of equal access. */
export class UseJudge {
  readonly #uses: ObservedUses
  readonly #unused = new Map<JudgedTable, Shared<JudgedTable>>()

  constructor(uses: ObservedUses) {
    this.#uses = uses
  }

  look(actor: Actor, { rule, access }: JudgedTable): TableLook {
    return this.#lookAt(actor, rule, access.operations)
  }

  /** The look at a table that an administrator, whose licenses are these, may write without one. */
  lookAtAdministered(actor: Actor, rule: TableRule, profile: LicenseProfile): TableLook {
    return this.#lookAt(actor, rule, restrictedOperations(rule, profile))
  }

  withUse(judged: JudgedTable, { seen, used }: TableLook): JudgedTable {
    if (seen === null) return judged
    if (seenOperations(seen.counts).length > 0) return judgedWith(judged, seen, used)
    let shared = this.#unused.get(judged)
    if (shared === undefined) this.#unused.set(judged, (shared = new Shared()))
    return shared.get(seen.window.source, () => judgedWith(judged, seen, []))
  }

  #lookAt(actor: Actor, rule: TableRule, counting: readonly Operation[]): TableLook {
    const seen = this.#uses.of(actor, rule.table)
    const used = seen === null ? [] : seenOperations(seen.counts).filter((operation) => counting.includes(operation))
    return { rule, operations: counting, used, seen }
  }
}

/** `high` where something was used that is held by more than unverified membership; then the caps. */
function judgedWith(judged: JudgedTable, { counts }: SeenUse, used: readonly Operation[]): JudgedTable {
  const access = { ...judged.access, observed: counts }
  const isVerified = access.paths.some(
    (path) => path.group?.via !== 'nested' && path.operations.some((operation) => used.includes(operation)),
  )
  return { ...judged, access, severity: isVerified ? capped('high', judged.caps) : judged.severity }
}

/** A table that an administrator was seen to write: every operation at any depth, `low` at most. */
export function administeredTable(
  { rule, seen }: TableLook,
  ways: readonly Way[],
  profile: LicenseProfile,
): JudgedTable {
  const judged = judgeAdministered(rule, ways, profile)
  return {
    ...judged,
    access: { ...judged.access, operations: [...operations], depth: 'global', observed: seen?.counts ?? null },
    severity: capped('low', judged.caps),
  }
}

/** The window that holds all that was seen; by rows unless every table was looked up in the audit log. Null: no evidence available. */
export function widestWindow(looks: readonly TableLook[]): ObservedWindow | null {
  const windows = looks.flatMap(({ seen }) => seen?.window ?? [])
  const from = windows
    .map((window) => window.from)
    .toSorted()
    .at(0)
  const to = windows
    .map((window) => window.to)
    .toSorted()
    .at(-1)
  if (from === undefined || to === undefined) return null
  return { from, to, source: windows.every(({ source }) => source === 'audit') ? 'audit' : 'rows' }
}
