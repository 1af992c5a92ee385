/** Which restricted tables a set of ways opens to somebody with given licenses, by which paths, and how grave that is. Pure. */
import type { LicenseProfile } from '../licenses/profile.ts'
import type { Severity } from '../model/finding.ts'
import type { AccessPath, TableAccess } from '../model/evidence.ts'
import { severities } from '../model/finding.ts'
import { operations } from '../model/security.ts'
import type { Depth, Operation } from '../model/security.ts'
import { deepest, isDeeper, sortOperations } from './depth.ts'
import { compareText } from '../model/text-order.ts'
import type { Shared } from './shared.ts'
import { isRestricted } from './table-rules.ts'
import type { TableException, TableRule } from './table-rules.ts'
import type { Way } from './ways.ts'

/** Why a table is graded lower than its depth says. */
type TableCap = 'limited-license' | 'accepted-with-note' | 'field-service-list'

export interface JudgedTable {
  readonly rule: TableRule
  readonly access: TableAccess
  readonly severity: Severity
  readonly caps: readonly TableCap[]
  /** Exceptions that the person's licenses bring on this table, though not for what is listed. */
  readonly exceptions: readonly TableException[]
}

/** The better of two severities to be capped by: the lower one. */
export function atMost(severity: Severity, cap: Severity): Severity {
  return severities.indexOf(severity) > severities.indexOf(cap) ? severity : cap
}

/** The worst of them; `info` where there is none. */
export function worst(found: readonly Severity[]): Severity {
  return severities.find((severity) => found.includes(severity)) ?? 'info'
}

/** Paths and tables that the findings of one environment have in common. */
export interface SharedEvidence {
  readonly paths: Shared<AccessPath>
  readonly tables: Shared<JudgedTable>
}

/** The tables that the person is not licensed for and can write by these ways, sorted by name. */
export function judgeTables(
  rules: readonly TableRule[],
  ways: readonly Way[],
  profile: LicenseProfile,
  shared: SharedEvidence,
): readonly JudgedTable[] {
  return rules
    .filter((rule) => !isLicensed(rule, profile))
    .map((rule) => judgeTable(rule, ways, profile, shared))
    .filter((judged) => judged !== null)
    .toSorted((a, b) => compareText(a.rule.table, b.rule.table))
}

/** The tables that an administrator, who writes everything at any depth, is not licensed for. */
export function unlicensedForAdministrator(rules: readonly TableRule[], profile: LicenseProfile): TableRule[] {
  return rules.filter((rule) => !isLicensed(rule, profile) && restrictedOperations(rule, profile).length > 0)
}

/** The operations that, at full depth, no exception of the person's licenses allows. */
export function restrictedOperations(rule: TableRule, profile: LicenseProfile): readonly Operation[] {
  const exceptions = exceptionsOf(rule, profile)
  return operations.filter((operation) => isRestricted(operation, 'global', exceptions))
}

/** A table as an administrator has it, by every way to what no exception allows; graded by its depth. */
export function judgeAdministered(rule: TableRule, ways: readonly Way[], profile: LicenseProfile): JudgedTable {
  const paths = openPaths(rule.table, ways, exceptionsOf(rule, profile)).map(accessPath).toSorted(comparePaths)
  return judgedTable(rule, paths, profile)
}

function isLicensed(rule: TableRule, profile: LicenseProfile): boolean {
  return rule.requires.some((family) => profile.families.has(family))
}

function exceptionsOf(rule: TableRule, profile: LicenseProfile): readonly TableException[] {
  return rule.exceptions.filter(({ families }) => families.some((family) => profile.families.has(family)))
}

function judgeTable(
  rule: TableRule,
  ways: readonly Way[],
  profile: LicenseProfile,
  shared: SharedEvidence,
): JudgedTable | null {
  const exceptions = exceptionsOf(rule, profile)
  const open = openPaths(rule.table, ways, exceptions)
  if (open.length === 0) return null
  const paths = open.map((path) => shared.paths.get(keyOfPath(path), () => accessPath(path))).toSorted(comparePaths)
  const caps = capsOf(rule, profile)
  const about = [rule.table, caps.join(), exceptions.map(({ id }) => id).join(), ...open.map(keyOfPath)]
  return shared.tables.get(about.join(' '), () => judgedTable(rule, paths, profile))
}

function judgedTable(rule: TableRule, paths: AccessPath[], profile: LicenseProfile): JudgedTable {
  const caps = capsOf(rule, profile)
  return {
    rule,
    access: tableAccess(rule, paths),
    severity: capped(gradeByDepth(paths), caps),
    caps,
    exceptions: exceptionsOf(rule, profile),
  }
}

/** The severity that is left under the caps. */
export function capped(severity: Severity, caps: readonly TableCap[]): Severity {
  return caps.reduce((left, cap) => atMost(left, capSeverity[cap]), severity)
}

function tableAccess(rule: TableRule, paths: AccessPath[]): TableAccess {
  return {
    table: rule.table,
    operations: sortOperations(new Set(paths.flatMap((path) => path.operations))),
    depth: deepest(paths.map((path) => path.depth)),
    requires: [...rule.requires],
    paths,
    observed: null,
  }
}

/** What nested membership gives is unverified, so the grade rests on the other paths: `low` unless these reach beyond own rows. */
function gradeByDepth(paths: readonly AccessPath[]): Severity {
  return paths.some((path) => path.group?.via !== 'nested' && path.depth !== 'basic') ? 'medium' : 'low'
}

const capSeverity = {
  'limited-license': 'info',
  'accepted-with-note': 'info',
  'field-service-list': 'low',
} as const satisfies Record<TableCap, Severity>

function capsOf(rule: TableRule, profile: LicenseProfile): TableCap[] {
  const caps: TableCap[] = []
  if (rule.requires.some((family) => profile.limited.has(family))) caps.push('limited-license')
  if (rule.acceptedWithNote.some((family) => profile.families.has(family))) caps.push('accepted-with-note')
  if (rule.list === 'field-service') caps.push('field-service-list')
  return caps
}

interface OpenPath {
  readonly way: Way
  readonly depths: Map<Operation, Depth>
}

/** Every role by every way that gives an operation at a depth at which it is a finding, with just those operations. */
function openPaths(table: string, ways: readonly Way[], exceptions: readonly TableException[]): OpenPath[] {
  const open = new Map<string, OpenPath>()
  for (const way of ways) {
    for (const [operation, depth] of grantsOf(way, table)) {
      if (isRestricted(operation, depth, exceptions)) addToPath(open, way, operation, depth)
    }
  }
  return [...open.values()]
}

/** A role that administers writes every row of every table, whatever it is granted. */
function grantsOf({ role }: Way, table: string): Iterable<readonly [Operation, Depth]> {
  if (role.isAdministrator) return operations.map((operation) => [operation, 'global'] as const)
  return role.tables.get(table) ?? []
}

/** Copies of one role by the same way are one path: documents name the root role. */
function addToPath(open: Map<string, OpenPath>, way: Way, operation: Operation, depth: Depth): void {
  const key = keyOfWay(way)
  const path = open.get(key) ?? { way, depths: new Map<Operation, Depth>() }
  if (isDeeper(depth, path.depths.get(operation))) path.depths.set(operation, depth)
  open.set(key, path)
}

function keyOfWay({ role, team, group }: Way): string {
  return `${role.id}|${team?.id ?? ''}|${group?.via ?? ''}`
}

function keyOfPath({ way, depths }: OpenPath): string {
  return `${keyOfWay(way)}|${operations.map((operation) => depths.get(operation) ?? '').join()}`
}

function accessPath({ way, depths }: OpenPath): AccessPath {
  const { role, team, group } = way
  return {
    role: role.name,
    roleId: role.id,
    team: team?.name ?? null,
    teamKind: team === null || team.kind === 'access' ? null : team.kind,
    group,
    operations: sortOperations(new Set(depths.keys())),
    depth: deepest(depths.values()) ?? 'basic',
  }
}

function comparePaths(a: AccessPath, b: AccessPath): number {
  return (
    compareText(a.role, b.role) ||
    compareText(a.team ?? '', b.team ?? '') ||
    compareText(a.roleId, b.roleId) ||
    compareText(a.group?.via ?? '', b.group?.via ?? '')
  )
}
