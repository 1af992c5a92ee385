/** The rule of pools: what a pool grants is not used up, and will not be within 90 days. */
import { dayMs } from '../units.ts'
import { citeSources } from '../access/cited-sources.ts'
import { amountText } from '../entitlements/figures.ts'
import type { SeatFacts } from '../facts/seat-facts.ts'
import { findingId } from '../findings/id.ts'
import type { SourceId } from '../model/coverage.ts'
import type { Finding, FindingDraft, Remedy, Severity } from '../model/finding.ts'
import type { Pool } from '../model/pool.ts'
import type { TenantRule, TenantVerdict } from './rule.ts'

const id = 'pool-overage'
/** product.md: "will be within 90 days by the trend". */
const forecastDays = 90
export const poolOverage: TenantRule = {
  id,
  scope: 'tenant',
  title: 'No pool is used up, nor will be within 90 days',
  failureTitle: 'A pool is used up, nearly used up, or will be within 90 days',
  description:
    'What the seats grant is pooled for the whole tenant: storage of Dataverse, record routes and voice minutes a month. A pool is over when more is used than there is; it is near its end when less than a part of it, which the edition names, is free. A pool of a month starts anew with every month (UTC). A pool whose use nobody reports is not judged, and an estimate is believed only where its lower and its upper bound say the same.',
  notApplicable: 'No pool with a known use: import the months with `seatledger import-usage`',
  clauses: ['capacity-notices', 'admin-api-units'],
  needs: ['graph/subscribed-skus', 'power-platform/tenant-capacity'],
  judge: judgePools,
}

function judgePools(facts: SeatFacts): TenantVerdict {
  const judged = facts.pools.map((pool) => ({ pool, severity: gradeOf(pool, facts.now) }))
  return {
    applies: facts.pools.some(({ status }) => status !== 'unknown'),
    drafts: judged.flatMap(({ pool, severity }) => (severity === null ? [] : [draftOf(pool, severity, facts)])),
    isCertainOf: (finding) => isCertain(finding, facts),
  }
}

/** What is not known, or only estimated, closes no finding; but a pool of a month ends with the month, and nothing carries over. */
function isCertain({ evidence, lastSeen }: Finding, { pools, now }: SeatFacts): boolean {
  const pool = pools.find((one) => 'pool' in evidence && one.pool === evidence.pool)
  if (pool === undefined) return false
  const isMonthOver = pool.period !== null && monthOf(lastSeen) < monthOf(now)
  return isMonthOver || (pool.status !== 'unknown' && pool.consumedFrom !== 'dataverse-estimate')
}

function monthOf(time: string): string {
  return time.slice(0, 'yyyy-mm'.length)
}

function gradeOf(pool: Pool, now: string): Severity | null {
  if (pool.status === 'over') return isWhollyCovered(pool) ? 'low' : 'high'
  if (pool.status === 'near') return 'medium'
  return isForecast(pool, now) ? 'low' : null
}

/** Needs no pack: what is missing stands in other pools, by the admin API's word. */
function isWhollyCovered({ coveredBy, packsNeeded }: Pool): boolean {
  return coveredBy.length > 0 && packsNeeded?.length === 0
}

function isForecast({ trend, status }: Pool, now: string): boolean {
  const over = trend?.over ?? null
  return status === 'within' && over !== null && Date.parse(over.on) <= Date.parse(now) + forecastDays * dayMs
}

function draftOf(pool: Pool, severity: Severity, { tenant, statuses }: SeatFacts): FindingDraft {
  const total = pool.reported?.total ?? pool.entitled
  return {
    id: findingId(id, tenant.id, null, pool.pool),
    rule: id,
    severity,
    subject: { kind: 'tenant', id: tenant.id, name: tenant.name, upn: null },
    environment: null,
    title: titleOf(pool),
    detail: detailOf(pool, total),
    evidence: evidenceOf(pool, total),
    remedies: remediesOf(pool),
    clauses: pool.period === null ? ['capacity-notices', 'admin-api-units'] : ['capacity-notices'],
    sources: citeSources(statuses, pool.period === null ? storageSources : ['graph/subscribed-skus'], null),
  }
}

/** What says how much there is, and how much is used. */
const storageSources: readonly SourceId[] = ['graph/subscribed-skus', 'power-platform/tenant-capacity']

/** The method is that of the forecast, else of the estimate; an exact figure has none. */
function evidenceOf({ pool, status, consumed, consumedRange, coveredBy, trend }: Pool, total: number | null) {
  const shared = { pool, total, consumed, coveredBy }
  if (status !== 'within') return { ...shared, forecastOver: null, method: consumedRange?.method ?? null }
  return { ...shared, forecastOver: trend?.over?.on ?? null, method: trend?.method ?? null }
}

function titleOf(pool: Pool): string {
  if (pool.status === 'over') {
    return isWhollyCovered(pool)
      ? `The pool ${pool.pool} is over, wholly covered by ${pool.coveredBy.map((cover) => cover.pool).join(' and ')}`
      : `The pool ${pool.pool} is over: more is used than the tenant may use`
  }
  if (pool.status === 'near') return `The pool ${pool.pool} is nearly used up`
  return `The pool ${pool.pool} will be used up on ${pool.trend?.over?.on ?? ''} as things go`
}

function detailOf(pool: Pool, total: number | null): string {
  const { unit, consumed, consumedRange, consumedFrom, consumedAsOf, coveredBy, trend } = pool
  const by = {
    'admin-api-rated': 'the admin API',
    'dataverse-estimate': 'an estimate from Dataverse',
    import: 'the imported month',
  }
  const month = pool.period === null ? '' : ` in ${pool.period}`
  const over = trend?.over ?? null
  return [
    `${amountText(consumed, unit)} of ${amountText(total, unit)} are used${month}, by ${consumedFrom === null ? 'nobody' : by[consumedFrom]}${consumedAsOf === null ? '' : ` of ${consumedAsOf}`}.`,
    ...(consumedRange === null
      ? []
      : [
          `The estimate lies between ${amountText(consumedRange.low, unit)} and ${amountText(consumedRange.high, unit)}; both bounds say the same.`,
        ]),
    ...coveredBy.map(
      (cover) => `${amountText(cover.amount, unit)} of it are covered by ${cover.pool}, as the admin API says.`,
    ),
    ...(pool.status === 'within' && over !== null
      ? [
          `It runs out on ${over.on}, at the earliest on ${over.earliest} and at the latest on ${over.latest} (${trend?.method ?? ''}).`,
        ]
      : []),
    ...(pool.period === null ? [] : ['Nothing carries over: the pool starts anew with the next month (UTC).']),
  ].join(' ')
}

function remediesOf(pool: Pool): Remedy[] {
  const bought = (pool.packsNeeded ?? []).map(({ pack, size, count, alternative }): Remedy => ({
    text:
      count === null || alternative
        ? `Or ${pack} (${size} a month): no rate is published at which it counts.`
        : `Buy ${count} x ${pack} of ${size} ${pool.unit} each.`,
    kind: 'buy',
    target: pack,
  }))
  const review: Remedy = {
    text: `See what uses ${pool.pool}: \`seatledger explain ${pool.pool}\`.`,
    kind: 'review',
    target: pool.pool,
  }
  return [...bought, review]
}
