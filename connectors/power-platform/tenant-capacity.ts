/** GET /licensing/tenantCapacity: the storage pools as the admin API reports them, with the license lines of each. */
import { z } from 'zod'
import { SchemaError, UpstreamError } from '../../src/errors.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { CapacityLine, CapacityReading, StorageKind, TenantCapacity } from '../../src/model/environment.ts'
import { checkRows, Guid, orNull, Time, utcOrNull } from '../transport/rows.ts'
import { adminPermission, type PowerPlatform } from './power-platform.ts'

const Units = z.object({ enabled: z.int(), warning: z.int(), suspended: z.int() })

const WireLine = z.object({
  entitlementCode: z.string(),
  skuId: Guid,
  servicePlanId: Guid,
  paid: Units,
  trial: orNull(Units),
  totalCapacity: z.number(),
  temporaryLicenseExpiryDate: orNull(Time),
})

const WireEntitlement = z.object({ capacitySubType: z.string(), licenses: orNull(z.array(z.unknown())) })

const WireMeter = z.object({
  capacityType: z.string(),
  capacityUnits: z.string(),
  totalCapacity: z.number(),
  consumption: orNull(z.object({ rated: orNull(z.number()), ratedUpdatedOn: orNull(Time) })),
  overflowCapacity: orNull(z.array(z.object({ capacityType: z.string(), value: z.number() }))),
  capacityEntitlements: orNull(z.array(WireEntitlement)),
})

/** An answer with neither member is about something else, and must not pass for a tenant without storage. */
const WireCapacity = z
  .object({ licenseModelType: orNull(z.string()), tenantCapacities: orNull(z.array(z.unknown())) })
  .refine(({ licenseModelType, tenantCapacities }) => licenseModelType !== null || tenantCapacities !== null)

const kinds: ReadonlyMap<string, StorageKind> = new Map([
  ['Database', 'database'],
  ['File', 'file'],
  ['Log', 'log'],
])
const layers: ReadonlyMap<string, CapacityLine['layer']> = new Map([
  ['Base', 'base'],
  ['Incremental', 'incremental'],
  ['AddOn', 'addOn'],
])

function toLine(layer: CapacityLine['layer'], line: z.infer<typeof WireLine>): CapacityLine {
  return {
    layer,
    skuId: line.skuId,
    servicePlanId: line.servicePlanId,
    code: line.entitlementCode,
    capacityMB: line.totalCapacity,
    paid: line.paid,
    trialUnits: line.trial === null ? 0 : line.trial.enabled + line.trial.warning,
    temporaryUntil: utcOrNull(line.temporaryLicenseExpiryDate),
  }
}

type Meter = z.infer<typeof WireMeter>

function readLines({ capacityType, capacityEntitlements }: Meter): { lines: CapacityLine[]; rejected: number } {
  const lines: CapacityLine[] = []
  let rejected = 0
  for (const { capacitySubType, licenses } of capacityEntitlements ?? []) {
    const layer = layers.get(capacitySubType.slice(capacityType.length))
    if (layer === undefined) continue
    const checked = checkRows(licenses ?? [], WireLine, (line) => toLine(layer, line))
    for (const line of checked.rows) lines.push(line)
    rejected += checked.rejected
  }
  return { lines, rejected }
}

/** A rated figure without a date of its own counts; one dated in year 1 was never computed. */
function ratedOf({ consumption }: Meter): Pick<CapacityReading, 'ratedMB' | 'ratedOn'> {
  if (consumption === null) return { ratedMB: null, ratedOn: null }
  const ratedOn = utcOrNull(consumption.ratedUpdatedOn)
  const wasNever = consumption.ratedUpdatedOn !== null && ratedOn === null
  return { ratedMB: wasNever ? null : consumption.rated, ratedOn }
}

function readMeter(meter: Meter, kind: StorageKind): { reading: CapacityReading; rejected: number } {
  const { lines, rejected } = readLines(meter)
  const overflow = (meter.overflowCapacity ?? []).flatMap(({ capacityType, value }) => {
    const from = kinds.get(capacityType)
    return from === undefined ? [] : [{ kind: from, capacityMB: value }]
  })
  return { reading: { kind, totalMB: meter.totalCapacity, ...ratedOf(meter), overflow, lines }, rejected }
}

function readCapacity(body: unknown): { row: TenantCapacity; rejected: number } {
  const capacity = WireCapacity.safeParse(body)
  if (!capacity.success) throw new SchemaError('GET /licensing/tenantCapacity: the answer is no capacity')
  const isStorage = z.object({ capacityType: z.enum(['Database', 'File', 'Log']) })
  const meters = (capacity.data.tenantCapacities ?? []).filter((meter) => isStorage.safeParse(meter).success)
  const checked = checkRows(meters, WireMeter, (meter) => {
    const kind = kinds.get(meter.capacityType)
    return kind === undefined ? null : readMeter(meter, kind)
  })
  return {
    row: {
      legacy: capacity.data.licenseModelType === 'Legacy',
      readings: checked.rows.map(({ reading }) => reading),
    },
    rejected: checked.rejected + checked.rows.reduce((sum, one) => sum + one.rejected, 0),
  }
}

const legacyRemark = {
  reason: 'the tenant is on the legacy capacity model, which gives no storage lines per license',
  fix: null,
}

export function tenantCapacity(api: PowerPlatform): Source {
  return {
    id: 'power-platform/tenant-capacity',
    environment: null,
    required: true,
    request: 'GET /licensing/tenantCapacity',
    permission: adminPermission,
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      const { body, requestId } = await api.get('/licensing/tenantCapacity', signal).catch(noneReported)
      const { row, rejected } = readCapacity(body)
      const remark = row.legacy ? { remark: legacyRemark } : {}
      yield { dataset: 'tenant-capacity', rows: [row], rejected, requestId, ...remark }
    },
  }
}

/** 404 is no answer about capacity: it stays unknown. */
function noneReported(error: unknown): never {
  if (error instanceof UpstreamError && error.facts.status === 404) {
    throw new UpstreamError(
      'the service reports no capacity for this tenant (404)',
      error.facts,
      'look at capacity in the Power Platform admin center',
    )
  }
  throw error
}
