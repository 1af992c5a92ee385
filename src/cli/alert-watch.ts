/** What a sync notes for those who are to be told of it. */
import { watchChanges } from '../alerts/watch.ts'
import type { TenantConfig } from '../config.ts'
import { count, plain } from '../reporters/terminal/text.ts'
import { pseudonymized } from '../pseudonyms/documents.ts'
import type { Finding } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'
import type { AlertBatch, ToldChange } from '../store/alert-store.ts'
import type { Staging, Store } from '../store/store.ts'
import { configuredTargets } from './alert-targets.ts'
import type { Io } from './io.ts'
import type { Product } from './product.ts'
import { shownText } from './shown-error.ts'
import { version } from '../version.ts'

export interface RunWatch {
  /** All findings of an environment; gives what receivers know of them once the batch is stored. */
  look(environmentId: string, findings: readonly Finding[]): Promise<ToldChange[]>
  /** null: nobody is told of this run. */
  batch(run: RunRecord): Promise<AlertBatch | null>
}

/** A run that took an hour is not lost for what alerts meet: then nobody is told of it, and the next run tells the difference. */
export function openAlertWatch(product: Product<TenantConfig>, io: Io, store: Store, run: Staging['run']): RunWatch {
  let isOff = false
  const unlessOff = async <T>(none: T, act: () => Promise<T>): Promise<T> => {
    if (isOff) return none
    try {
      return await act()
    } catch (error) {
      isOff = true
      const reason = shownText(error instanceof Error ? error.message : String(error), io)
      io.stderr(`Nobody is told of this sync, the next one tells the difference: ${plain(reason)}\n`)
      product.log.warn('alerts-not-noted', { reason })
      return none
    }
  }
  const opened = unlessOff(null, () => watch(product, io, store, run))
  return {
    look: (environmentId, findings) =>
      unlessOff([], async () => (await (await opened)?.look(environmentId, findings)) ?? []),
    batch: (record) => unlessOff(null, async () => (await (await opened)?.batch(record)) ?? null),
  }
}

/** null where nobody is to be told now. */
function watch(
  { config, edition, pseudonyms, log }: Product<TenantConfig>,
  io: Io,
  store: Store,
  { tenantId, startedAt }: Staging['run'],
) {
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
