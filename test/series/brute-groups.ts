/** What `access --by` must say, counted from the expected findings. */
import type { ExpectedFinding } from './brute-force.ts'
import { journeyCandidates } from './license-table.ts'

export interface ExpectedGroup {
  /** Of the root role, the table or the environment. */
  readonly id: string
  readonly environment: string | null
  readonly findings: number
  readonly cleared: number | null
}

/** One per environment and root role; cleared are the findings with no other path. */
export function expectedByRole(findings: readonly ExpectedFinding[]): ExpectedGroup[] {
  const environments = [...new Set(findings.map((finding) => finding.environment))]
  return environments.flatMap((environment) => {
    const here = findings.filter((finding) => finding.environment === environment)
    const roles = [...new Set(here.flatMap((finding) => [...rolesOf(finding)]))]
    return roles.map((id) => {
      const through = here.filter((finding) => rolesOf(finding).has(id))
      return {
        id,
        environment,
        findings: through.length,
        cleared: through.filter((finding) => rolesOf(finding).size === 1).length,
      }
    })
  })
}

/** One per table over all environments; cleared are the findings on that table alone. Journeys, which no role gives, are left out. */
export function expectedByTable(findings: readonly ExpectedFinding[]): ExpectedGroup[] {
  const tables = new Set(findings.flatMap((finding) => finding.tables.map((table) => table.table)))
  return [...tables]
    .filter((id) => !journeyCandidates.includes(id))
    .map((id) => {
      const on = findings.filter((finding) => finding.tables.some((table) => table.table === id))
      const alone = on.filter((finding) => finding.tables.length === 1)
      return { id, environment: null, findings: on.length, cleared: alone.length }
    })
}

export function expectedByEnvironment(findings: readonly ExpectedFinding[]): ExpectedGroup[] {
  const environments = new Set(findings.map((finding) => finding.environment))
  return [...environments].map((id) => {
    const here = findings.filter((finding) => finding.environment === id)
    return { id, environment: null, findings: here.length, cleared: null }
  })
}

function rolesOf(finding: ExpectedFinding): Set<string> {
  return new Set(finding.tables.flatMap((table) => table.paths.map((path) => path.roleId)))
}
