/** `GET /licensing/tenantCapacity`: entitlement and consumption of the tenant, in binary MB, as the admin API tells them. */
import type { CapacityDescription, StorageKind } from '../tenant.ts'

type Meter = CapacityDescription['meters'][number]
type Line = Meter['lines'][number]

/** What the service says where it never computed a figure. */
const never = '0001-01-01T00:00:00+00:00'

/** `asOf` is the time of the daily computation. */
export function tenantCapacity(tenantId: string, capacity: CapacityDescription, asOf: string): unknown {
  const temporary = capacity.meters.flatMap((meter) => meter.lines).find((line) => line.temporaryUntil !== undefined)
  return {
    tenantId,
    licenseModelType: capacity.licenseModelType,
    capacitySummary: summary(capacity),
    ...(capacity.licenseModelType === 'Legacy' ? { legacyModelCapacity: legacyModel(capacity) } : {}),
    temporaryLicenseInfo: {
      hasTemporaryLicense: temporary !== undefined,
      ...(temporary === undefined ? {} : { temporaryLicenseExpiryDate: temporary.temporaryUntil }),
    },
    tenantCapacities: [...capacity.meters.map((meter) => meterBody(meter, asOf)), requestMeter(asOf)],
  }
}

function meterBody(meter: Meter, asOf: string): unknown {
  const { kind, actualMB, ratedMB } = meter
  return {
    capacityType: kind,
    capacityUnits: 'MB',
    totalCapacity: totalMB(meter),
    maxCapacity: 0,
    consumption: {
      actual: actualMB,
      rated: ratedMB ?? 0,
      actualUpdatedOn: asOf,
      ratedUpdatedOn: ratedMB === null ? never : asOf,
    },
    status: isOver(meter) ? (meter.overflow.length > 0 ? 'AvailableByOverflow' : 'NotAvailable') : 'Available',
    overflowCapacity: meter.overflow.map((cover) => ({ capacityType: cover.kind, value: cover.capacityMB })),
    capacityEntitlements: (['Base', 'Incremental', 'AddOn'] as const).map((layer) => {
      const lines = meter.lines.filter((line) => line.layer === layer)
      return {
        capacityType: kind,
        capacitySubType: `${kind}${layer}`,
        totalCapacity: layerMB(layer, lines),
        licenses: lines.map(licenseBody),
      }
    }),
  }
}

/** A base is granted once: the largest line. The other layers add up. */
function layerMB(layer: Line['layer'], lines: readonly Line[]): number {
  const amounts = lines.map((line) => line.capacityMB)
  return layer === 'Base' ? Math.max(0, ...amounts) : amounts.reduce((sum, amount) => sum + amount, 0)
}

function totalMB({ totalMB: stated, lines }: Meter): number {
  if (stated !== undefined) return stated
  const { base = [], others = [] } = Object.groupBy(lines, ({ layer }) => (layer === 'Base' ? 'base' : 'others'))
  return layerMB('Base', base) + layerMB('AddOn', others)
}

function licenseBody(line: Line): unknown {
  return {
    entitlementCode: line.code,
    displayName: '',
    ...(line.temporaryUntil === undefined
      ? {}
      : { isTemporaryLicense: true, temporaryLicenseExpiryDate: line.temporaryUntil }),
    servicePlanId: line.servicePlanId,
    skuId: line.skuId,
    paid: line.paid,
    trial: line.trial ?? { enabled: 0, warning: 0, suspended: 0 },
    totalCapacity: line.capacityMB,
    capabilityStatus: 'Enabled',
  }
}

function isOver(meter: Meter): boolean {
  return (meter.ratedMB ?? 0) > totalMB(meter)
}

function summary(capacity: CapacityDescription): unknown {
  const over = capacity.meters.filter(isOver)
  const uncovered = over.filter((meter) => meter.overflow.length === 0)
  const short = { Database: 'DB', File: 'File', Log: 'Log' } satisfies Record<StorageKind, string>
  const [first] = over
  return {
    status: uncovered.length > 0 ? 'NotAvailable' : over.length > 0 ? 'AvailableByOverflow' : 'Available',
    statusMessage:
      over.length > 0 ? 'You are over your storage capacity.' : 'You have available capacity across all storage types.',
    statusMessageCode: first === undefined ? 'AllCapacityAvailable' : `${short[first.kind]}CapacityOver`,
    finOpsStatus: 'None',
    finOpsStatusMessage: '',
    finOpsStatusMessageCode: 'FinOpsNotAvailable',
  }
}

function legacyModel(capacity: CapacityDescription): unknown {
  const sumOf = (amount: (meter: Meter) => number): number =>
    capacity.meters.reduce((sum, meter) => sum + amount(meter), 0)
  return {
    capacityUnits: 'MB',
    totalCapacity: sumOf(totalMB),
    totalConsumption: sumOf((meter) => meter.actualMB),
  }
}

/** A meter in another unit, as every tenant has some. */
function requestMeter(asOf: string): unknown {
  return {
    capacityType: 'ApiCallCount',
    capacityUnits: 'Unit',
    totalCapacity: 500000,
    maxCapacity: 10000000,
    consumption: { actual: 0, rated: 0, actualUpdatedOn: never, ratedUpdatedOn: asOf },
    status: 'Available',
    overflowCapacity: [],
    capacityEntitlements: [
      { capacityType: 'ApiCallCount', capacitySubType: 'ApiCallCountBase', totalCapacity: 500000, licenses: [] },
    ],
  }
}
