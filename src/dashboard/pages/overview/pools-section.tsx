/** 1. Over or within: the six pools as gauges, and the same in words. */
import type { Pool } from '../../../model/pool.ts'
import { PoolBadge } from '../../parts/badges.tsx'
import { Gauge } from '../../parts/gauge.tsx'
import { Section } from '../../parts/section.tsx'
import { hrefOf } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { poolName } from '../../words/names.ts'
import { quantity, totalOf } from '../../words/numbers.ts'

export function PoolsSection({ pools }: { readonly pools: readonly Pool[] }) {
  return (
    <Section title="1. Over or within" note={headline(pools)}>
      <ul className="gauges">
        {pools.map((pool) => (
          <li key={pool.pool} className="gauge-card">
            <h3>
              <RouteLink to={hrefOf('/capacity', { pool: pool.pool })}>{poolName(pool.pool)}</RouteLink>
            </h3>
            <Gauge pool={pool} />
            <PoolBadge status={pool.status} />
            <p className="gauge-text">{used(pool)}</p>
            <p className="quiet small">{left(pool)}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function headline(pools: readonly Pool[]): string {
  const named = (status: Pool['status']): string =>
    pools
      .filter((pool) => pool.status === status)
      .map(({ pool }) => poolName(pool))
      .join(', ')
  const sentences = [
    ['Over', named('over')],
    ['Nearly over', named('near')],
    ['Within', named('within')],
    ['Not known, for lack of figures', named('unknown')],
  ]
  return sentences.flatMap(([text, names]) => (names === '' ? [] : [`${text}: ${names}.`])).join(' ')
}

function used(pool: Pool): string {
  const total = totalOf(pool)
  if (pool.consumed === null)
    return total === null ? 'use and total not known' : `use not known; ${quantity(total, pool.unit)} in all`
  return `${quantity(pool.consumed, pool.unit)} of ${quantity(total, pool.unit)} used`
}

function left({ remaining, unit, period, coveredBy }: Pool): string {
  const month = period === null ? '' : `, in ${period}`
  if (remaining === null) return `what is left is not known${month}`
  const covered = coveredBy
    .map(({ pool, amount }) => `, ${quantity(amount, unit)} covered by ${poolName(pool)}`)
    .join('')
  return remaining < 0
    ? `${quantity(-remaining, unit)} over${month}${covered}`
    : `${quantity(remaining, unit)} left${month}`
}
