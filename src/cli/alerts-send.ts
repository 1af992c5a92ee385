/** Sends what waits in the outbox of a tenant. Whatever becomes of it, the sync that asked for it ends as it would without. */
import { openPoster } from '../../connectors/webhook/post.ts'
import { deliver, type DeliveryEvent, type Target } from '../alerts/deliver.ts'
import type { TenantConfig } from '../config.ts'
import { plain } from '../reporters/terminal/harmless.ts'
import type { Store } from '../store/store.ts'
import { configuredTargets, flowTarget } from './alert-targets.ts'
import type { Io } from './io.ts'
import type { Product } from './product.ts'
import { shownText } from './shown-error.ts'
import { openStore } from './stored.ts'
import { version } from '../version.ts'

/** After a sync: long enough for a receiver that starts anew, and nothing beside an hour of reading. */
export const roundMs = 20_000
/** Between two looks of a service at what waits. */
const betweenMs = 60_000

/** `round` 0: each target is tried once. Never rejects. */
export async function sendAlerts(
  product: Product<TenantConfig>,
  io: Io,
  signal: AbortSignal,
  { store, round = roundMs }: { readonly store: Store; readonly round?: number },
): Promise<void> {
  const { config, log, pseudonyms } = product
  const { tenantId } = config.connection
  const poster = openPoster({
    proxy: config.alerts.proxy,
    userAgent: `seatledger/${version}`,
    now: () => io.clock.now(),
  })
  const last = new Map<string, DeliveryEvent>()
  try {
    await deliver({
      alerts: store.alerts,
      tenantId,
      targets: await targetsOf(config, store),
      post: poster.post,
      clock: io.clock,
      signal,
      onlyPseudonymized: pseudonyms !== undefined,
      roundMs: round,
      tell: (event) => last.set(`${event.target} ${event.eventId}`, event),
    })
  } catch (error) {
    const reason = shownText(error instanceof Error ? error.message : String(error), io)
    io.stderr(`Alerts could not be sent, and are kept: ${plain(reason)}\n`)
    log.warn('alerts-not-sent', { reason })
  } finally {
    poster.close()
    for (const event of last.values()) tellOf(event, product, io)
  }
}

async function targetsOf(config: TenantConfig, store: Store): Promise<readonly Target[]> {
  const flows = await store.alerts.subscriptions(config.connection.tenantId)
  return [...configuredTargets(config.alerts), ...flows.map(flowTarget)]
}

function tellOf({ target, eventId, attempts, settlement }: DeliveryEvent, { log }: Product, io: Io): void {
  const about = { target, eventId, attempts, status: settlement.status }
  if (settlement.state === 'delivered') {
    log.info('alert-delivered', about)
    return
  }
  const { reason } = settlement
  const isDead = settlement.state === 'dead'
  const fate = isDead ? 'is given up, and kept as a dead letter' : 'is kept, and tried again'
  io.stderr(`The alert to ${target} was not delivered and ${fate}: ${plain(reason)}.\n`)
  if (isDead) log.warn('alert-dead', { ...about, reason })
  else log.info('alert-waits', { ...about, reason, nextAt: settlement.nextAt })
}

/** For a service: looks every minute at what waits, until it is stopped. Never rejects. */
export async function keepDelivering(product: Product<TenantConfig>, io: Io, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const store = openStore(product)
    // A service says it in its log.
    await sendAlerts(product, { ...io, stderr: () => undefined }, signal, { store })
    await store.close()
    try {
      await io.clock.sleep(betweenMs, signal)
    } catch {
      // Stopped, which the loop sees.
    }
  }
}
