/** Seats as they count for the pools, and SKUs that no list knows. */
import type { Seat, UnknownSku } from '../../../model/pool.ts'
import { Empty } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { planName } from '../../words/names.ts'
import { figure } from '../../words/numbers.ts'
import { day } from '../../words/times.ts'

interface SeatTableProps {
  readonly seats: readonly Seat[]
  readonly unknownSkus: readonly UnknownSku[]
}

export function SeatTable({ seats, unknownSkus }: SeatTableProps) {
  return (
    <>
      {seats.length === 0 ? <Empty title="No seat with a plan is subscribed, or none could be read." /> : null}
      <Table
        caption="Seats by SKU"
        rows={seats}
        keyOf={({ skuId }) => skuId}
        columns={[
          { title: 'Plan', cell: ({ plan, trial }) => `${planName(plan)}${trial ? ' (trial)' : ''}` },
          { title: 'SKU', cell: ({ skuPartNumber }) => <code className="break">{skuPartNumber}</code> },
          { title: 'Enabled', isNumber: true, cell: ({ enabled }) => figure(enabled) },
          { title: 'In grace', isNumber: true, cell: grace },
          { title: 'Trial', isNumber: true, cell: ({ trialUnits }) => figure(trialUnits) },
          { title: 'Counted', isNumber: true, cell: ({ counted }) => <strong>{figure(counted)}</strong> },
          { title: 'Assigned', isNumber: true, cell: ({ assigned }) => figure(assigned) },
        ]}
      />
      {unknownSkus.length === 0 ? null : (
        <>
          <h3>SKUs that no list knows</h3>
          <ul>
            {unknownSkus.map(({ skuId, skuPartNumber, plans, enabled }) => (
              <li key={skuId}>
                <code className="break">{skuPartNumber}</code>, {figure(enabled)} enabled, plans {plans.join(', ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function grace({ warning, graceUntil }: Seat): string {
  return warning === 0 || graceUntil === null ? figure(warning) : `${figure(warning)} until ${day(graceUntil)}`
}
