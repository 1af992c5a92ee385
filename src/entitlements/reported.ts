/** What the admin API reports of one storage pool. GB with 1 GB = 1,024 MB. */
import { compareText } from '../model/text-order.ts'
import type { CapacityLine, CapacityReading } from '../model/environment.ts'
import type { Reported } from '../model/pool.ts'
import { adminApiMBPerGB, mbToGB, roundHalfAwayFromZero } from '../units.ts'

/** The base is the largest of its lines, incremental and add-on are sums; the total is the API's own. */
export function reportedCapacity(reading: CapacityReading, asOf: string): Reported {
  const { lines } = reading
  return {
    base: toGB(largestMB(linesOf('base', lines))),
    incremental: toGB(sumMB(linesOf('incremental', lines))),
    addOn: toGB(sumMB(linesOf('addOn', lines))),
    total: toGB(reading.totalMB),
    asOf,
    lines: lines.map(reportedLine).toSorted(compareLines),
  }
}

export function linesOf(layer: CapacityLine['layer'], lines: readonly CapacityLine[]): CapacityLine[] {
  return lines.filter((line) => line.layer === layer)
}

export function sumMB(lines: readonly CapacityLine[]): number {
  return lines.reduce((sum, { capacityMB }) => sum + capacityMB, 0)
}

function largestMB(lines: readonly CapacityLine[]): number {
  return lines.reduce((largest, { capacityMB }) => Math.max(largest, capacityMB), 0)
}

function reportedLine(line: CapacityLine): Reported['lines'][number] {
  const { layer, skuId, servicePlanId, code, capacityMB, paid, trialUnits, temporaryUntil } = line
  return { layer, skuId, servicePlanId, code, amount: toGB(capacityMB), paid, trial: trialUnits, temporaryUntil }
}

type Line = Reported['lines'][number]

/** Lines may agree in all ids: then what is left of them decides, so that the order of the answer never does. */
function compareLines(a: Line, b: Line): number {
  return (
    compareText(a.layer, b.layer) ||
    compareText(a.skuId, b.skuId) ||
    compareText(a.servicePlanId, b.servicePlanId) ||
    compareText(a.code, b.code) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  )
}

function toGB(amountMB: number): number {
  return roundHalfAwayFromZero(mbToGB(amountMB, adminApiMBPerGB))
}
