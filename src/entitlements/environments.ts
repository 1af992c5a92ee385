/** The storage of each environment, and whether it draws on the tenant's pool. GB of the admin API: 1 GB = 1,024 MB. */
import { compareText } from '../model/text-order.ts'
import type { Edition } from '../guide/edition.ts'
import type { BillingPolicy, Environment, StorageKind, StorageMeter } from '../model/environment.ts'
import type { EnvironmentCapacity } from '../model/pool.ts'
import { adminApiMBPerGB, mbToGB, roundHalfAwayFromZero } from '../units.ts'

/** Environment types with meters of their own; compared in lower case. */
const ownMeters = new Set(['trial', 'subscriptionbasedtrial', 'developer', 'teams', 'support'])

/** Sorted by name. `policies` null: could not be read. */
export function environmentCapacities(
  environments: readonly Environment[],
  policies: readonly BillingPolicy[] | null,
  edition: Edition,
): EnvironmentCapacity[] {
  return environments
    .map((environment) => environmentCapacity(environment, policies, edition))
    .toSorted((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
}

function environmentCapacity(
  environment: Environment,
  policies: readonly BillingPolicy[] | null,
  { included }: Edition,
): EnvironmentCapacity {
  const { id, name, type, isDefault } = environment
  const policy = policyOf(environment, policies)
  return {
    id,
    name,
    type,
    database: gigabytes('database', environment),
    file: gigabytes('file', environment),
    log: gigabytes('log', environment),
    drawsOnPool: drawsOnPool(type, policy, policies !== null),
    billingPolicy: policy?.name ?? null,
    included: isDefault ? { database: included.databaseGB, file: included.fileGB, log: included.logGB } : null,
    updatedOn: oldest(environment.meters ?? []),
  }
}

type Policy = Pick<BillingPolicy, 'name' | 'enabled'>

/** The pay-as-you-go policy over an environment: by the list of policies, else as the environment itself says. */
function policyOf({ id, billingPolicy }: Environment, policies: readonly BillingPolicy[] | null): Policy | null {
  const listed = (policies ?? []).filter(
    (policy) => policy.environmentIds.includes(id) || policy.id === billingPolicy?.id,
  )
  return listed.find(({ enabled }) => enabled) ?? listed[0] ?? billingPolicy
}

function drawsOnPool(type: string, policy: Policy | null, policiesRead: boolean): boolean | null {
  if (ownMeters.has(type.toLowerCase())) return false
  if (policy === null && !policiesRead) return null
  return policy?.enabled !== true
}

function gigabytes(kind: StorageKind, { meters }: Environment): EnvironmentCapacity['database'] {
  const meter = meters?.find((one) => one.kind === kind)
  return { rated: toGB(meter?.ratedMB ?? null), actual: toGB(meter?.actualMB ?? null) }
}

function toGB(amountMB: number | null): number | null {
  return amountMB === null ? null : roundHalfAwayFromZero(mbToGB(amountMB, adminApiMBPerGB))
}

/** The oldest time of an environment's meters: no figure of it is newer than that. */
function oldest(meters: readonly StorageMeter[]): string | null {
  const times = meters.flatMap(({ updatedOn }) => updatedOn ?? [])
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}
