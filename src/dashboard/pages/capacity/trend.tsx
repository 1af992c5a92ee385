/** Where a pool is heading: the runs so far as a line, the pace, and the day on which it runs out. */
import { lazy, Suspense } from 'react'
import type { Pool } from '../../../model/pool.ts'
import { useDocument } from '../../api/use-document.ts'
import { Facts, Section } from '../../parts/section.tsx'
import { Empty, Shown, Waiting } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { useTenantPath } from '../../shell/tenant.tsx'
import { quantity, signed } from '../../words/numbers.ts'
import { time } from '../../words/times.ts'
import { pointsOf } from './points.ts'

const TrendChart = lazy(async () => ({ default: (await import('./trend-chart.tsx')).TrendChart }))

export function Trend({ pool }: { readonly pool: Pool }) {
  const path = useTenantPath()
  const history = useDocument(path('capacity/history', { pool: pool.pool }), 'seatledger.capacity-history/1')
  return (
    <Section title="Trend" note={pool.trend?.method ?? 'A trend needs figures of several days.'}>
      {pool.trend === null ? null : <Facts facts={trendFacts(pool.trend, pool)} />}
      <Shown of={history} what="the history">
        {({ points: runs }) => {
          const points = pointsOf(runs, pool.pool)
          if (points.length < 2) return <Empty title="Not enough runs yet for a line." />
          return (
            <>
              <Suspense fallback={<Waiting what="the chart" />}>
                <TrendChart points={points} unit={pool.unit} name={pool.pool} />
              </Suspense>
              <details>
                <summary>The same as a table</summary>
                <Table
                  caption="Use by run"
                  rows={points.toReversed()}
                  keyOf={({ at }) => at}
                  columns={[
                    { title: 'Run', cell: ({ at }) => time(at) },
                    { title: 'Used', isNumber: true, cell: ({ consumed }) => quantity(consumed, pool.unit) },
                    { title: 'Total', isNumber: true, cell: ({ total }) => quantity(total, pool.unit) },
                  ]}
                />
              </details>
            </>
          )
        }}
      </Shown>
    </Section>
  )
}

function trendFacts({ perDay, endOfPeriod, over }: NonNullable<Pool['trend']>, { unit, period }: Pool) {
  return [
    { name: 'Pace', value: `${signed(perDay, unit)} a day` },
    ...(endOfPeriod === null
      ? []
      : [{ name: `At the end of ${period ?? 'the period'}`, value: quantity(endOfPeriod, unit) }]),
    {
      name: 'Runs out',
      value:
        over === null ? 'not within what can be foreseen' : `${over.on} (between ${over.earliest} and ${over.latest})`,
    },
  ]
}
