/** Selects whole findings by environment, user, table, rule, severity and status; evidence is never trimmed. Pure. */
import { ConfigurationError } from '../errors.ts'
import type { EnvironmentRef } from '../model/coverage.ts'
import { tablesOf } from '../model/evidence.ts'
import { severities } from '../model/finding.ts'
import type { Finding, Severity } from '../model/finding.ts'

export interface FindingFilter {
  /** Id or name. */
  readonly environment?: string | undefined
  /** Sign-in name or object id. */
  readonly user?: string | undefined
  readonly table?: string | undefined
  readonly rule?: string | undefined
  /** This severity and above. */
  readonly severity?: Severity | undefined
  /** Default: open. */
  readonly status?: Finding['status'] | 'all' | undefined
}

/** What the run holds, so that a value that names nothing is told from one without a finding. */
export interface RunNames {
  readonly environments: readonly EnvironmentRef[]
  readonly tables: readonly string[]
  readonly rules: readonly string[]
  /** By sign-in name or object id, without case. */
  readonly hasUser: (value: string) => boolean
}

/** Throws a ConfigurationError of code `usage` (exit 64) for a value that names nothing in the run. */
export function filterFindings(findings: readonly Finding[], filter: FindingFilter, names: RunNames): Finding[] {
  const named = (finding: Finding): string[] => tablesOf(finding.evidence).map(({ table }) => table)
  return selectFindings(findings, filter, names, named)
}

/** What is looked at. */
export type Filtered = Pick<Finding, 'rule' | 'severity' | 'status' | 'subject' | 'environment'>

/** The same of findings in short: `tablesIn` says what each is about. */
export function selectFindings<F extends Filtered>(
  findings: readonly F[],
  filter: FindingFilter,
  names: RunNames,
  tablesIn: (finding: F) => readonly string[],
): F[] {
  checkNames(filter, names)
  const status = filter.status ?? 'open'
  return findings.filter(
    (finding) =>
      (status === 'all' || finding.status === status) &&
      isAtLeast(finding.severity, filter.severity) &&
      (filter.rule === undefined || finding.rule === filter.rule) &&
      isInEnvironment(finding, filter.environment) &&
      isAboutUser(finding, filter.user) &&
      isOnTable(tablesIn(finding), filter.table),
  )
}

function checkNames(filter: FindingFilter, names: RunNames): void {
  const { environment, user, table, rule } = filter
  if (environment !== undefined) environmentNamed(environment, names.environments)
  if (user !== undefined && !names.hasUser(user)) {
    throw unknownValue('--user', user, 'Name a sign-in name or an object id of a person whom the run has seen.')
  }
  if (table !== undefined && !names.tables.some((known) => same(known, table))) {
    throw unknownValue('--table', table, `Installed restricted tables: ${names.tables.join(', ') || 'none'}.`)
  }
  if (rule !== undefined && !names.rules.includes(rule)) {
    throw unknownValue('--rule', rule, `Rules: ${names.rules.join(', ')}.`)
  }
}

/** The environment of an id or a name. Throws a ConfigurationError of code `usage` where none bears it. */
export function environmentNamed(value: string, environments: readonly EnvironmentRef[]): EnvironmentRef {
  const found = environments.find(({ id }) => same(id, value)) ?? environments.find(({ name }) => same(name, value))
  if (found !== undefined) return found
  const known = environments.map(({ name }) => name).toSorted()
  throw unknownValue('--environment', value, `Environments of the run: ${known.join(', ') || 'none'}.`)
}

function unknownValue(option: string, value: string, hint: string): ConfigurationError {
  return new ConfigurationError(`${option}: "${value}" names nothing in the stored run`, hint, 'usage')
}

function isAtLeast(severity: Severity, least: Severity | undefined): boolean {
  return least === undefined || severities.indexOf(severity) <= severities.indexOf(least)
}

function isInEnvironment({ environment }: Filtered, value: string | undefined): boolean {
  return value === undefined || (environment !== null && (same(environment.id, value) || same(environment.name, value)))
}

function isAboutUser({ subject }: Filtered, value: string | undefined): boolean {
  if (value === undefined) return true
  return subject.kind === 'user' && (same(subject.id, value) || (subject.upn !== null && same(subject.upn, value)))
}

function isOnTable(tables: readonly string[], value: string | undefined): boolean {
  return value === undefined || tables.some((table) => same(table, value))
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
