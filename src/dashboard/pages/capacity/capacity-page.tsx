/** Capacity: the six pools side by side, and one of them whole: how its figure comes about and where it is heading. */
import { useDocument } from '../../api/use-document.ts'
import { PageFrame, Section } from '../../parts/section.tsx'
import { Shown } from '../../parts/states.tsx'
import { useQuery } from '../../router/location.ts'
import { useTenantPath } from '../../shell/tenant.tsx'
import { PoolTable } from './pool-table.tsx'
import { PoolView } from './pool-view.tsx'
import { SeatTable } from './seat-table.tsx'

const lead =
  'What the seats grant by the guide, what the service reports, what is used. A figure of the guide counts 1 GB as 1,000 MB, a figure of the admin API as 1,024 MB; the two are never compared for a status.'

export function CapacityPage() {
  const path = useTenantPath()
  const { query } = useQuery()
  const capacity = useDocument(path('capacity'), 'seatledger.capacity/1')
  return (
    <PageFrame title="Capacity" lead={lead}>
      <Shown of={capacity} what="the pools">
        {(document) => {
          const wanted = query.get('pool')
          const pool = document.pools.find((one) => one.pool === wanted) ?? document.pools[0]
          return (
            <>
              <Section title="Pools">
                <PoolTable pools={document.pools} current={pool?.pool ?? null} />
              </Section>
              {pool === undefined ? null : <PoolView pool={pool} clauses={document.clauses} />}
              <Section
                title="Seats that count"
                note="Purchased units, in grace included, less trials. Assigned units do not count."
              >
                <SeatTable seats={document.seats} unknownSkus={document.unknownSkus} />
              </Section>
            </>
          )
        }}
      </Shown>
    </PageFrame>
  )
}
