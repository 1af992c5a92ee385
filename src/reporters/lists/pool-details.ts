/** What bears on a pool beside its terms: other readings of the guide, the admin API's lines, and the difference line by line. */
import type { Pool } from '../../model/pool.ts'
import { figure } from '../terminal/text.ts'
import { defineList, number, text } from './list.ts'

interface PoolDetail {
  readonly pool: Pool
  readonly what: 'another reading' | 'admin API line' | 'difference' | 'range' | 'trend'
  readonly subject: string
  readonly amount: number | null
  readonly note: string | null
  readonly clause: string | null
}

export const poolDetailList = defineList<PoolDetail>({
  id: 'pool-details',
  title: 'pool details',
  about:
    'One row per contested reading, line of the admin API and difference: the differences add up to the admin API total less the entitlement.',
  columns: [
    text('pool', 'Pool', 27, ({ pool }) => pool.pool),
    text('what', 'What', 18, ({ what }) => what),
    text('subject', 'Which', 40, ({ subject }) => subject),
    number('amount', 'Amount', 14, ({ amount }) => amount),
    text('unit', 'Unit', 9, ({ pool }) => pool.unit),
    text('note', 'Note', 80, ({ note }) => note),
    text('clause', 'Clause', 26, ({ clause }) => clause),
  ],
  from: ({ capacity }) => capacity.pools.flatMap((pool) => [...detailsOf(pool)]),
})

function* detailsOf(pool: Pool): Generator<PoolDetail> {
  const none = { clause: null, note: null }
  for (const { reading, entitled, note, clause } of pool.readings) {
    yield { pool, what: 'another reading', subject: reading, amount: entitled, note, clause }
  }
  for (const { layer, code, skuId, amount, paid, trial } of pool.reported?.lines ?? []) {
    const units = `${figure(paid.enabled)} enabled, ${figure(paid.warning)} in grace, ${figure(trial)} trial`
    yield {
      ...none,
      pool,
      what: 'admin API line',
      subject: `${layer}: ${code}`,
      amount,
      note: `${units}; SKU ${skuId}`,
    }
  }
  for (const { cause, amount, note } of pool.differences) {
    yield { ...none, pool, what: 'difference', subject: cause, amount, note }
  }
  if (pool.consumedRange !== null) {
    const { low, high, method } = pool.consumedRange
    yield { ...none, pool, what: 'range', subject: 'consumed at least', amount: low, note: method }
    yield { ...none, pool, what: 'range', subject: 'consumed at most', amount: high, note: method }
  }
  if (pool.trend !== null) {
    const { perDay, method } = pool.trend
    yield { ...none, pool, what: 'trend', subject: 'change a day', amount: perDay, note: method }
  }
}
