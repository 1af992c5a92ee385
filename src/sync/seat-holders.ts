/** Who holds which seat, as far as the people of a run say: those whose sign-ins are worth a slow pass. */
import type { SeatHolders } from '../model/connectors.ts'
import type { Snapshot } from '../model/dataset.ts'

/** SKUs without a holder are left out; ids sorted. */
export async function seatHolders(snapshot: Snapshot, seatSkuIds: readonly string[]): Promise<SeatHolders[]> {
  const bySku = new Map(seatSkuIds.map((skuId) => [skuId, new Set<string>()]))
  for await (const { id, assignedLicenses } of snapshot.rows('people', null)) {
    for (const { skuId } of assignedLicenses) bySku.get(skuId)?.add(id)
  }
  return [...bySku]
    .filter(([, people]) => people.size > 0)
    .map(([skuId, people]) => ({ skuId, personIds: [...people].toSorted() }))
}
