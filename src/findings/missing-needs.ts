/** Which of a rule's sources a run did not read whole. What the operator left out is not missing. Pure. */
import type { EnvironmentRef, SourceId, SourceStatus } from '../model/coverage.ts'

export interface Missing {
  readonly source: SourceId
  readonly environment: EnvironmentRef | null
  readonly reason: string | null
}

/** Sources of which every run has a status for the tenant: without one it was not read. */
const ofEveryRun = new Set<SourceId>([
  'graph/subscribed-skus',
  'graph/subscriptions',
  'graph/users',
  'graph/sign-ins',
  'power-platform/environments',
  'power-platform/tenant-capacity',
])

/** `environmentId`: of environments, only what this one needs; else of all that were not left out. */
export function missingNeeds(
  needs: readonly SourceId[],
  statuses: readonly SourceStatus[],
  leftOut: ReadonlySet<string>,
  environmentId?: string,
): Missing[] {
  const bears = ({ environment }: SourceStatus): boolean =>
    environment === null ||
    (!leftOut.has(environment.id) && (environmentId === undefined || environment.id === environmentId))
  const needed = statuses.filter((status) => needs.includes(status.source) && bears(status))
  const unread = needs
    .filter((source) => ofEveryRun.has(source) && !needed.some((status) => status.source === source))
    .map((source) => ({ source, environment: null, reason: 'not read' }))
  return [...needed.filter(({ state }) => state !== 'complete'), ...unread]
}

/** Environments that the operator left out: of these alone the security data is not required. */
export function leftOutOf(statuses: readonly SourceStatus[]): EnvironmentRef[] {
  return statuses
    .filter(({ source, required }) => source === 'dataverse/security' && !required)
    .flatMap(({ environment }) => environment ?? [])
}
