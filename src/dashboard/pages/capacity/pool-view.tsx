/** One pool whole. */
import type { Clauses } from '../../../model/documents.ts'
import type { Pool } from '../../../model/pool.ts'
import { PoolBadge } from '../../parts/badges.tsx'
import { ClauseList } from '../../parts/clauses.tsx'
import { Command } from '../../parts/command.tsx'
import { Gauge } from '../../parts/gauge.tsx'
import { Facts, Section } from '../../parts/section.tsx'
import { consumptionSource, poolName } from '../../words/names.ts'
import { quantity } from '../../words/numbers.ts'
import { time } from '../../words/times.ts'
import { Derivation } from './derivation.tsx'
import { PackList } from './pack-list.tsx'
import { Reconciliation } from './reconciliation.tsx'
import { Readings } from './readings.tsx'
import { Trend } from './trend.tsx'

interface PoolViewProps {
  readonly pool: Pool
  readonly clauses: Clauses
}

export function PoolView({ pool, clauses }: PoolViewProps) {
  return (
    <>
      <Section title={poolName(pool.pool)}>
        <div className="pool-head">
          <Gauge pool={pool} />
          <div className="grow">
            <PoolBadge status={pool.status} />
            <Facts facts={factsOf(pool)} />
          </div>
        </div>
        <PackList pool={pool} />
        <Command text={`seatledger explain ${pool.pool}`} />
      </Section>
      <Derivation pool={pool} />
      <Readings pool={pool} />
      <Reconciliation pool={pool} />
      <Trend pool={pool} />
      <Section title="Clauses">
        <ClauseList
          clauses={clauses}
          ids={[...pool.terms.map(({ clause }) => clause), ...pool.readings.map(({ clause }) => clause)]}
        />
      </Section>
    </>
  )
}

function factsOf(pool: Pool) {
  const range = pool.consumedRange
  return [
    { name: 'Granted by the guide', value: quantity(pool.entitled, pool.unit) },
    { name: 'Used', value: quantity(pool.consumed, pool.unit) },
    { name: 'Left', value: quantity(pool.remaining, pool.unit) },
    { name: 'Where the use comes from', value: consumptionSource(pool.consumedFrom) },
    { name: 'Use as of', value: time(pool.consumedAsOf) },
    ...(pool.period === null ? [] : [{ name: 'Month (UTC)', value: `${pool.period}; nothing carries over` }]),
    ...(range === null
      ? []
      : [
          {
            name: 'Range',
            value: `${quantity(range.low, pool.unit)} to ${quantity(range.high, pool.unit)}: ${range.method}`,
          },
        ]),
    ...pool.coveredBy.map(({ pool: other, amount }) => ({
      name: 'Covered by another pool',
      value: `${quantity(amount, pool.unit)} by ${poolName(other)}`,
    })),
  ]
}
