/** Who is told when a finding opens, as the API makes and shows it. */
import { ConfigurationError } from '../errors.ts'
import type { AlertSubscription } from '../model/alert.ts'
import type { Subscription } from '../model/service.ts'
import { receiverFault } from '../receivers.ts'
import type { Store } from '../store/store.ts'

/** Throws a ConfigurationError of code `usage` for an address that nothing is sent to. */
export async function subscribeTo(
  store: Store,
  tenantId: string,
  asked: Omit<AlertSubscription, 'id'>,
): Promise<Subscription> {
  const fault = receiverFault(asked.notificationUrl, 'flow')
  // The address is not repeated: it holds a signature.
  if (fault !== null) throw new ConfigurationError(`notificationUrl ${fault}`, null, 'usage')
  return shownSubscription(await store.alerts.subscribe(tenantId, asked))
}

/** Of the address its host alone. */
export function shownSubscription({ id, severity, createdAt, notificationUrl }: AlertSubscription): Subscription {
  return { id, severity, createdAt, host: URL.parse(notificationUrl)?.hostname ?? '' }
}
