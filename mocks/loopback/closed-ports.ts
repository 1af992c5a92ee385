/** Ports that nobody listens on, while a plan refuses a whole host for ever. */
import type { ControlledCloud } from '../cloud.ts'
import type { PlannedFault } from '../faults/plan.ts'
import type { Listener } from './listener.ts'

/** Opens every other port again. */
export async function closePorts(cloud: ControlledCloud, listeners: readonly Listener[]): Promise<void> {
  const refusals = (cloud.faults()?.faults ?? []).filter(closesPorts)
  const hosts = cloud.hostNames()
  for (const listener of listeners) {
    const host = hosts.get(listener.origin)
    const refusal = refusals.find(({ at = {} }) => host !== undefined && isMeant(at, host))
    if (refusal !== undefined) cloud.countUnseen(refusal.fault)
    await listener.setOpen(refusal === undefined)
  }
}

const hostsOnly = new Set(['api', 'environmentId', 'times'])

/** Nothing but hosts is named: no connection of theirs may come about. */
function closesPorts({ fault, at = {} }: PlannedFault): boolean {
  const isForever = (at.times ?? 'forever') === 'forever'
  return fault.kind === 'refuse' && isForever && Object.keys(at).every((key) => hostsOnly.has(key))
}

function isMeant(
  { api, environmentId }: NonNullable<PlannedFault['at']>,
  host: { readonly api: string; readonly environmentId: string | null },
): boolean {
  const apis: readonly string[] = api === undefined ? [host.api] : [api].flat()
  return apis.includes(host.api) && (environmentId ?? host.environmentId) === host.environmentId
}
