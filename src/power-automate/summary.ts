/** The four things that a person reads after a sync: over or within, who can write, what was not looked at, what to do next. */
import type { CapacityDocument, FindingsDocument, Head } from '../model/documents.ts'
import type { Coverage } from '../model/coverage.ts'
import { severities } from '../model/finding.ts'
import type { Pool } from '../model/pool.ts'
import { TenantSummary } from './answers.ts'
import { known, lines, listed } from './known.ts'
import type { TenantAnswers } from './sources.ts'

const onePage = { place: { at: 0 }, limit: 1 }

/** Worst first: what is not known may be over. */
const worst = ['over', 'near', 'unknown', 'within'] as const
/** They are listed beside the plans and accrue nothing. */
const accruesNothing: readonly string[] = ['customer-service-enterprise', 'legacy-omnichannel']

export async function tenantSummary(answers: TenantAnswers): Promise<TenantSummary> {
  const capacity = await answers.capacity({})
  const { document: access } = await answers.access({ by: 'role', ...onePage })
  const { document, counts } = await countFindings(answers)
  const coverage = [...document.coverage, ...capacity.coverage]
  return known(TenantSummary, {
    ...headOf(document),
    ...poolsOf(capacity.pools),
    ...counts,
    countedSeats: countedSeats(capacity),
    accessFindings: accessFindings(access),
    isComplete: coverage.every(({ required, state }) => !required || state === 'complete'),
    notLookedAt: lines(notLookedAt(coverage)),
    nextStep: access.groups?.find(({ cleared }) => (cleared ?? 0) > 0)?.action ?? null,
  })
}

function headOf({ tenantId, tenantName, runId, asOf, edition, notice }: Head): Record<string, string | null> {
  return { tenantId, tenantName: tenantName ?? tenantId, runId, asOf, edition, notice }
}

function poolsOf(pools: readonly Pool[]): Record<string, string | null> {
  const named = (status: Pool['status']): string | null =>
    listed(pools.filter((pool) => pool.status === status).map(({ pool }) => pool))
  return {
    capacity: worst.find((status) => pools.some((pool) => pool.status === status)) ?? 'unknown',
    poolsOver: named('over'),
    poolsNear: named('near'),
    poolsUnknown: named('unknown'),
  }
}

/** The list is asked how many there are of each severity and above, never for all of them. */
async function countFindings(answers: TenantAnswers) {
  const { document, total } = await answers.findings({ status: 'open', ...onePage })
  const counts: Record<string, number> = {}
  let above = 0
  for (const severity of severities) {
    const isLast = severity === 'info'
    const upTo = isLast ? total : (await answers.findings({ status: 'open', severity, ...onePage })).total
    counts[severity] = upTo - above
    above = upTo
  }
  return { document, counts }
}

/** null where the subscribed SKUs could not be read: then no pool has a figure. */
function countedSeats({ seats, pools }: CapacityDocument): number | null {
  if (pools.some(({ entitled }) => entitled === null)) return null
  return seats.filter(({ plan }) => !accruesNothing.includes(plan)).reduce((sum, { counted }) => sum + counted, 0)
}

/** null where the rule could not judge and found nobody: that is not nobody. */
function accessFindings({ rules: [rule] }: FindingsDocument): number | null {
  if (rule === undefined || (rule.open === 0 && rule.outcome === 'not-assessed')) return null
  return rule.open
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
