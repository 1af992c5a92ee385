/** The four things that a person reads after a sync: over or within, who can write, what was not looked at, what to do next. */
import type { CapacityDocument, FindingsDocument } from '../model/documents.ts'
import type { Coverage } from '../model/coverage.ts'
import { severities, type Finding } from '../model/finding.ts'
import type { Pool } from '../model/pool.ts'
import { TenantSummary } from './answers.ts'
import { known, lines, listed } from './known.ts'

export interface Summarized {
  readonly capacity: CapacityDocument
  /** All rules, the open findings. */
  readonly findings: FindingsDocument
  /** Of the rule of restricted tables, with groups by role. */
  readonly access: FindingsDocument
}

/** Worst first: what is not known may be over. */
const worst = ['over', 'near', 'unknown', 'within'] as const
/** They are listed beside the plans and accrue nothing. */
const accruesNothing: readonly string[] = ['customer-service-enterprise', 'legacy-omnichannel']

export function tenantSummary({ capacity, findings, access }: Summarized): TenantSummary {
  const { tenantId, tenantName, runId, asOf, edition, notice, coverage } = findings
  const { pools } = capacity
  const named = (status: Pool['status']): string | null =>
    listed(pools.filter((pool) => pool.status === status).map(({ pool }) => pool))
  return known(TenantSummary, {
    tenantId,
    runId,
    asOf,
    edition,
    notice,
    tenantName: tenantName ?? tenantId,
    capacity: worst.find((status) => pools.some((pool) => pool.status === status)) ?? 'unknown',
    poolsOver: named('over'),
    poolsNear: named('near'),
    poolsUnknown: named('unknown'),
    countedSeats: countedSeats(capacity),
    usersWithAccess: usersWithAccess(access),
    ...countsOf(findings.findings),
    isComplete: isComplete(coverage) && isComplete(capacity.coverage),
    notLookedAt: lines(notLookedAt([...coverage, ...capacity.coverage])),
    nextStep: access.groups?.find(({ cleared }) => (cleared ?? 0) > 0)?.action ?? null,
  })
}

function isComplete(coverage: readonly Coverage[]): boolean {
  return coverage.every(({ required, state }) => !required || state === 'complete')
}

/** null where the subscribed SKUs could not be read: then no pool has a figure. */
function countedSeats({ seats, pools }: CapacityDocument): number | null {
  if (pools.some(({ entitled }) => entitled === null)) return null
  return seats.filter(({ plan }) => !accruesNothing.includes(plan)).reduce((sum, { counted }) => sum + counted, 0)
}

/** null where the rule could not judge and found nobody: that is not nobody. */
function usersWithAccess({ rules, findings }: FindingsDocument): number | null {
  const users = new Set(findings.filter(({ subject }) => subject.kind === 'user').map(({ subject }) => subject.id))
  const isJudged = rules.every(({ outcome }) => outcome !== 'not-assessed')
  return users.size === 0 && !isJudged ? null : users.size
}

function countsOf(findings: readonly Finding[]): Record<string, number> {
  const open = findings.filter(({ status }) => status === 'open')
  return Object.fromEntries(
    severities.map((severity) => [severity, open.filter((finding) => finding.severity === severity).length]),
  )
}

function notLookedAt(coverage: readonly Coverage[]): string[] {
  const rows = coverage
    .filter(({ state }) => state !== 'complete')
    .map(({ source, environment, state, reason, fix }) =>
      [`${source}${environment === null ? '' : ` of ${environment.name}`}: ${state}`, reason, fix]
        .filter((part) => part !== null)
        .join('; '),
    )
  return [...new Set(rows)]
}
