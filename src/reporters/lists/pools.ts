/** The pools of an export: what is granted, used and left; the terms of each; and what else bears on the figure. */
import type { ExportContent } from '../../model/export.ts'
import type { Pool, Term } from '../../model/pool.ts'
import { figure } from '../terminal/text.ts'
import { defineList, knownNumber, number, text, time, type ColumnOf } from './list.ts'

/** T of `documents.md`: what the status is about. Storage by the admin API, a month by the guide. */
export function totalOf({ period, entitled, reported }: Pool): number | null {
  return period === null ? (reported?.total ?? null) : entitled
}

/** The first eight stand on the summary too. */
export const poolColumns: readonly ColumnOf<Pool>[] = [
  text('pool', 'Pool', 27, ({ pool }) => pool),
  text('unit', 'Unit', 9, ({ unit }) => unit),
  text('period', 'Month', 10, ({ period }) => period),
  knownNumber('entitled', 'Entitled', 14, ({ entitled }) => entitled),
  knownNumber('total', 'Total', 14, totalOf),
  knownNumber('consumed', 'Consumed', 14, ({ consumed }) => consumed),
  knownNumber('remaining', 'Remaining', 14, ({ remaining }) => remaining),
  text('status', 'Status', 11, ({ status }) => status),
  text('consumedFrom', 'Consumption from', 20, ({ consumedFrom }) => consumedFrom),
  time('consumedAsOf', 'Consumption as of (UTC)', 18, ({ consumedAsOf }) => consumedAsOf),
  text('coveredBy', 'Covered by', 28, coverText),
  text('packsNeeded', 'Packs needed', 40, packText),
  text('runsOut', 'Runs out on', 34, ({ trend }) =>
    trend?.over == null ? null : `${trend.over.on} (${trend.over.earliest} to ${trend.over.latest})`,
  ),
  text('clauses', 'Clauses', 30, ({ terms }) => [...new Set(terms.map(({ clause }) => clause))].join('; ')),
]

export const poolList = defineList<Pool>({
  id: 'pools',
  title: 'pools',
  about:
    'One row per pool: entitled by the guide (1 GB = 1,000 MB), total by the admin API (1 GB = 1,024 MB; of a month as entitled), consumed, remaining.',
  columns: poolColumns,
  from: ({ capacity }) => capacity.pools,
})

function coverText({ coveredBy, unit }: Pool): string {
  return coveredBy.map(({ pool, amount }) => `${pool}: ${figure(amount)} ${unit}`).join('; ')
}

function packText({ packsNeeded }: Pool): string | null {
  if (packsNeeded === null) return 'not known'
  return packsNeeded
    .map(({ pack, size, count, alternative }) =>
      count === null || alternative ? `or ${pack} (no rate is published)` : `${count} x ${pack} (${figure(size)} each)`,
    )
    .join('; ')
}

interface PoolTerm extends Term {
  readonly pool: Pool
}

export const termList = defineList<PoolTerm>({
  id: 'pool-terms',
  title: 'terms',
  about: 'One row per term: the terms of a pool add up to what it is entitled to.',
  columns: [
    text('pool', 'Pool', 27, ({ pool }) => pool.pool),
    text('label', 'Term', 46, ({ label }) => label),
    text('plan', 'Plan', 26, ({ plan }) => plan),
    number('seats', 'Seats', 10, ({ seats }) => seats),
    number('perSeat', 'Per seat', 12, ({ perSeat }) => perSeat),
    number('amount', 'Amount', 14, ({ amount }) => amount),
    text('unit', 'Unit', 9, ({ pool }) => pool.unit),
    text('clause', 'Clause', 26, ({ clause }) => clause),
  ],
  from: termsOf,
})

export function termsOf({ capacity }: Pick<ExportContent, 'capacity'>): PoolTerm[] {
  return capacity.pools.flatMap((pool) => pool.terms.map((term) => ({ ...term, pool })))
}
