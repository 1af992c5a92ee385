/** One row per pool: granted, reported, used, left. */
import type { Pool } from '../../../model/pool.ts'
import { PoolBadge } from '../../parts/badges.tsx'
import { Table } from '../../parts/table.tsx'
import { useQuery } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { poolName } from '../../words/names.ts'
import { quantity, unitOf } from '../../words/numbers.ts'

interface PoolTableProps {
  readonly pools: readonly Pool[]
  readonly current: string | null
}

export function PoolTable({ pools, current }: PoolTableProps) {
  const { hrefWith } = useQuery()
  return (
    <Table
      caption="Pools"
      rows={pools}
      keyOf={({ pool }) => pool}
      columns={[
        {
          title: 'Pool',
          cell: ({ pool }) => (
            <RouteLink to={hrefWith({ pool })} current={pool === current} className={pool === current ? 'chosen' : ''}>
              {poolName(pool)}
            </RouteLink>
          ),
        },
        { title: 'Granted by the guide', isNumber: true, cell: (pool) => quantity(pool.entitled, unitOf(pool)) },
        { title: 'Reported', isNumber: true, cell: reported },
        { title: 'Used', isNumber: true, cell: (pool) => quantity(pool.consumed, pool.unit) },
        { title: 'Left', isNumber: true, cell: (pool) => quantity(pool.remaining, pool.unit) },
        { title: 'Status', cell: ({ status }) => <PoolBadge status={status} /> },
      ]}
    />
  )
}

/** No API reports a total of what counts by the month: that is no gap of this run. */
function reported(pool: Pool): string {
  if (pool.reported !== null) return quantity(pool.reported.total, pool.unit)
  return pool.period === null ? quantity(null, pool.unit) : 'no API'
}
