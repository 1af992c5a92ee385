/** What a stored run holds under which names, for filters: environments, installed tables, people. */
import type { EnvironmentRef } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import type { RunNames } from './filter.ts'

/** Of a finding, whole or in short, what bears names. */
type Naming = Pick<Finding, 'subject' | 'environment'> & { readonly tables: readonly string[] }

interface Wanted {
  readonly findings: readonly Naming[]
  readonly rules: readonly string[]
  /** Looked up in the run only where the user is asked for. */
  readonly user?: string | undefined
}

/** Names of the run's rows and of the findings, which may be older than the run. */
export async function readRunNames(snapshot: Snapshot, wanted: Wanted): Promise<RunNames> {
  const environments = await environmentsOf(snapshot, wanted.findings)
  const tables = new Set(wanted.findings.flatMap(({ tables: named }) => named))
  for (const { id } of environments) {
    for await (const { logicalName } of snapshot.rows('tables', id)) tables.add(logicalName)
  }
  const user = wanted.user?.toLowerCase()
  const isKnown = user !== undefined && (await isUserKnown(snapshot, user, environments, wanted.findings))
  return {
    environments,
    tables: [...tables].toSorted(),
    rules: wanted.rules,
    hasUser: (value) => isKnown && value.toLowerCase() === user,
  }
}

async function environmentsOf(snapshot: Snapshot, findings: readonly Naming[]): Promise<EnvironmentRef[]> {
  const byId = new Map<string, EnvironmentRef>()
  for (const { id, name } of await Array.fromAsync(snapshot.rows('environments', null))) byId.set(id, { id, name })
  for (const { environment } of [...snapshot.statuses(), ...findings]) {
    if (environment !== null && !byId.has(environment.id)) byId.set(environment.id, environment)
  }
  return [...byId.values()]
}

async function isUserKnown(
  snapshot: Snapshot,
  user: string,
  environments: readonly EnvironmentRef[],
  findings: readonly Naming[],
): Promise<boolean> {
  const isUser = (id: string | null, upn: string | null): boolean => [id, upn?.toLowerCase()].includes(user)
  if (findings.some(({ subject }) => isUser(subject.id, subject.upn))) return true
  for await (const { id, upn } of snapshot.rows('people', null)) if (isUser(id, upn)) return true
  for (const environment of environments) {
    for await (const row of snapshot.rows('system-users', environment.id)) {
      if (isUser(row.id, row.upn) || row.entraId === user) return true
    }
  }
  return false
}
