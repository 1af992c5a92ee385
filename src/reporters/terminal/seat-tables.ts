/** Seats by plan, and the SKUs that no list knows. */
import type { Coverage } from '../../model/coverage.ts'
import type { Seat, UnknownSku } from '../../model/pool.ts'
import { isWithoutSeats, section } from './frame.ts'
import { table } from './table.ts'
import { cell, figure, name, time, type RenderOptions } from './text.ts'

/** One row per SKU with a plan; `Unusable` are suspended and locked-out units, which do not count. */
function seatTable(seats: readonly Seat[], options: RenderOptions): string {
  const rows = seats.map((seat) => [
    seat.plan,
    cell(seat.skuPartNumber),
    figure(seat.counted),
    figure(seat.assigned),
    figure(seat.enabled),
    seat.warning === 0 ? '0' : graceText(seat),
    figure(seat.suspended + seat.lockedOut),
    seat.trialUnits === null ? 'not known' : figure(seat.trialUnits),
  ])
  const columns = ['Counted', 'Assigned', 'Enabled', 'In grace', 'Unusable', 'Trial'].map(
    (title) => ({ title, align: 'right' }) as const,
  )
  return table([{ title: 'Plan' }, { title: 'SKU' }, ...columns], rows, options)
}

function graceText(seat: Seat): string {
  const until = seat.graceUntil === null ? '' : `\nuntil ${time(seat.graceUntil).slice(0, 10)}`
  return `${figure(seat.warning)}${until}`
}

export function seatSection(
  { seats, coverage }: { readonly seats: readonly Seat[]; readonly coverage: readonly Coverage[] },
  options: RenderOptions,
): string {
  const none = isWithoutSeats(coverage)
    ? 'The subscribed SKUs could not be read.'
    : 'No subscription of this tenant has a plan of the guide.'
  return section('Seats', [seats.length === 0 ? none : seatTable(seats, options)], options)
}

/** Named with their service plans, so that the operator can map them. */
export function unknownSkuSection(skus: readonly UnknownSku[], options: RenderOptions): string {
  const rows = skus.map((sku) => [name(sku.skuPartNumber), sku.skuId, figure(sku.enabled), cell(sku.plans.join(', '))])
  const columns = [
    { title: 'SKU' },
    { title: 'SKU id' },
    { title: 'Enabled', align: 'right' as const },
    { title: 'Plans' },
  ]
  return section(
    'SKUs that no list knows (SEATLEDGER_SKU_OVERRIDES can map them)',
    [table(columns, rows, options)],
    options,
  )
}
