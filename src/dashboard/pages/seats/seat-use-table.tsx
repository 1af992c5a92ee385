/** One row per SKU: bought, assigned, counted, and what of it seems not to be needed. */
import type { SeatsDocument } from '../../../model/documents.ts'
import { Empty } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import { hrefOf } from '../../router/location.ts'
import { RouteLink } from '../../router/route-link.tsx'
import { planName } from '../../words/names.ts'
import { figure } from '../../words/numbers.ts'

type SeatUse = SeatsDocument['seats'][number]

export function SeatUseTable({ seats }: { readonly seats: readonly SeatUse[] }) {
  if (seats.length === 0) return <Empty title="No seat with a plan is subscribed, or none could be read." />
  return (
    <Table
      caption="Seats and their use"
      rows={seats}
      keyOf={({ skuId }) => skuId}
      columns={[
        {
          title: 'Plan',
          cell: ({ plan, skuPartNumber, trial }) => (
            <>
              {planName(plan)}
              {trial ? ' (trial)' : ''}
              <div className="quiet small break">{skuPartNumber}</div>
            </>
          ),
        },
        { title: 'Counted', isNumber: true, cell: ({ counted }) => figure(counted) },
        { title: 'Assigned', isNumber: true, cell: ({ assigned }) => figure(assigned) },
        { title: 'Idle', isNumber: true, cell: ({ idle }) => <Found many={idle} rule="seat-idle" /> },
        {
          title: 'Duplicate',
          isNumber: true,
          cell: ({ duplicate }) => <Found many={duplicate} rule="seat-duplicate" />,
        },
        {
          title: 'Moved early',
          isNumber: true,
          cell: ({ moved }) => <Found many={moved} rule="seat-reassigned-early" />,
        },
      ]}
    />
  )
}

function Found({ many, rule }: { readonly many: number | null; readonly rule: string }) {
  if (many === null || many === 0) return figure(many)
  return <RouteLink to={hrefOf('/findings', { rule })}>{figure(many)}</RouteLink>
}
