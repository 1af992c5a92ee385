/** One environment as BAP and as the Power Platform API send it, and the row that it becomes. */
import { z } from 'zod'
import type { DataverseLink, Environment, StorageKind, StorageMeter } from '../../src/model/environment.ts'
import { checkRows, Guid, orNull, Time, utcOrNull } from '../transport/rows.ts'

const WireMeter = z.object({
  capacityType: z.enum(['Database', 'File', 'Log']),
  actualConsumption: orNull(z.number()),
  ratedConsumption: orNull(z.number()),
  updatedOn: orNull(Time),
})

/** Empty for none. */
const GroupId = orNull(z.union([z.literal(''), Guid]))

const Linked = z.object({
  instanceUrl: z.string().min(1),
  instanceApiUrl: orNull(z.string()),
  instanceState: orNull(z.string()),
  isDormant: orNull(z.boolean()),
  securityGroupId: GroupId,
  // A language that cannot be read is not known; the environment is.
  baseLanguage: orNull(z.int()).catch(null),
})

/** BAP omits members instead of sending null. */
export const BapEnvironment = z.object({
  name: z.string().min(1),
  properties: z.object({
    displayName: orNull(z.string()),
    environmentSku: orNull(z.string()),
    isDefault: orNull(z.boolean()),
    capacity: orNull(z.array(z.unknown())),
    linkedEnvironmentMetadata: orNull(Linked),
    states: orNull(z.object({ runtime: orNull(z.object({ id: orNull(z.string()) })) })),
    billingPolicy: orNull(z.object({ id: z.string(), name: orNull(z.string()), status: orNull(z.string()) })),
  }),
})
export type BapEnvironment = z.infer<typeof BapEnvironment>

/** The Power Platform API's own list, which knows no storage. */
export const ListedEnvironment = z.object({
  id: z.string().min(1),
  displayName: orNull(z.string()),
  type: orNull(z.string()),
  url: orNull(z.string()),
  securityGroupId: GroupId,
  state: orNull(z.string()),
})
export type ListedEnvironment = z.infer<typeof ListedEnvironment>

const kindOf = { Database: 'database', File: 'file', Log: 'log' } as const satisfies Record<string, StorageKind>
const noGroup = new Set(['', '00000000-0000-0000-0000-000000000000'])

function groupOf(id: string | null): string | null {
  return id === null || noGroup.has(id) ? null : id
}

const OfStorage = z.object({ capacityType: z.enum(['Database', 'File', 'Log']) })

/**
 * null: the API gave none, or one that cannot be read; neither is nothing used. Meters that are not about storage of the pools
 * are left out.
 */
function metersOf(capacity: readonly unknown[] | null): StorageMeter[] | null {
  if (capacity === null) return null
  const ofStorage = capacity.filter((meter) => OfStorage.safeParse(meter).success)
  const { rows, rejected } = checkRows(ofStorage, WireMeter, (meter) => ({
    kind: kindOf[meter.capacityType],
    actualMB: meter.actualConsumption,
    ratedMB: meter.ratedConsumption,
    updatedOn: utcOrNull(meter.updatedOn),
  }))
  return rejected === 0 ? rows : null
}

/** Why Dataverse would refuse or be slow now, in words; null: it should answer. */
function notReady(linked: z.infer<typeof Linked>, runtime: string | null): string | null {
  if (linked.instanceState !== null && linked.instanceState !== 'Ready') {
    return `Dataverse is not ready: its state is ${linked.instanceState}`
  }
  if (runtime !== null && runtime !== 'Enabled') return `the environment is not enabled: its state is ${runtime}`
  return linked.isDormant === true ? 'the environment is dormant' : null
}

function linkOf({ properties }: BapEnvironment): DataverseLink | null {
  const linked = properties.linkedEnvironmentMetadata
  if (linked === null) return null
  return {
    instanceUrl: linked.instanceUrl,
    apiUrl: linked.instanceApiUrl ?? linked.instanceUrl,
    notReady: notReady(linked, properties.states?.runtime?.id ?? null),
    baseLanguage: linked.baseLanguage,
  }
}

export function fromBap(wire: BapEnvironment): Environment {
  const { displayName, environmentSku, isDefault, capacity, billingPolicy, linkedEnvironmentMetadata } = wire.properties
  return {
    id: wire.name.toLowerCase(),
    name: displayName ?? wire.name,
    type: environmentSku ?? 'Unknown',
    isDefault: isDefault ?? environmentSku === 'Default',
    dataverse: linkOf(wire),
    securityGroupId: groupOf(linkedEnvironmentMetadata?.securityGroupId ?? null),
    meters: metersOf(capacity),
    billingPolicy:
      billingPolicy === null
        ? null
        : {
            id: billingPolicy.id.toLowerCase(),
            name: billingPolicy.name ?? billingPolicy.id,
            enabled: billingPolicy.status === 'Enabled',
          },
  }
}

export function fromList({ id, displayName, type, url, securityGroupId, state }: ListedEnvironment): Environment {
  const isOff = state !== null && /^(disabled|deleted|deleting|failed|provisioning)$/i.test(state)
  const reason = isOff ? `the environment is not enabled: its state is ${state}` : null
  return {
    id: id.toLowerCase(),
    name: displayName ?? id,
    type: type ?? 'Unknown',
    isDefault: type === 'Default',
    dataverse:
      url === null || url === '' ? null : { instanceUrl: url, apiUrl: url, notReady: reason, baseLanguage: null },
    securityGroupId: groupOf(securityGroupId),
    meters: null,
    billingPolicy: null,
  }
}
