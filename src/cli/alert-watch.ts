/** What a sync notes for those who are to be told of it. */
import { watchChanges, type AlertWatch } from '../alerts/watch.ts'
import type { TenantConfig } from '../config.ts'
import { count } from '../reporters/terminal/text.ts'
import { pseudonymized } from '../pseudonyms/documents.ts'
import type { Staging, Store } from '../store/store.ts'
import { configuredTargets } from './alert-targets.ts'
import type { Io } from './io.ts'
import type { Product } from './product.ts'
import { version } from '../version.ts'

/** null where nobody is to be told of this run. */
export async function openAlertWatch(
  { config, edition, pseudonyms, log }: Product<TenantConfig>,
  io: Io,
  store: Store,
  { tenantId, startedAt }: Staging['run'],
): Promise<AlertWatch | null> {
  const { severity, isDigest } = config.alerts
  return watchChanges({
    alerts: store.alerts,
    tenantId,
    startedAt,
    targets: configuredTargets(config.alerts).map(({ name }) => name),
    severity,
    isDigest,
    about: { tool: { name: 'seatledger', version }, notice: edition.notice },
    pseudonymize: pseudonyms === undefined ? null : (shown) => pseudonymized(shown, pseudonyms.names),
    onCapped: (told, opened) => {
      io.stderr(
        `A flow is told of the worst ${told} of ${count(opened, 'finding')} that opened: \`seatledger findings\` lists all.\n`,
      )
      log.info('alerts-capped', { told, opened })
    },
  })
}
