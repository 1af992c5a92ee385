/** How `serve` runs one sync: in this process, or in one of its own. Both tell the same, as it may be shown. */
import type { TenantConfig } from '../config.ts'
import type { ErrorDocument } from '../model/documents.ts'
import type { RunProgress } from '../model/service.ts'
import type { SourceProgress } from '../sync/progress.ts'
import type { RequestEvent } from '../../connectors/connection.ts'
import type { Io } from './io.ts'
import { oneSync, type SyncOutcome } from './one-sync.ts'
import type { Product } from './product.ts'
import { shownError } from './shown-error.ts'

export type SentRequest = Pick<RequestEvent, 'status' | 'attempt'> & { readonly api: string }

export interface SyncTold {
  began(run: { readonly id: string; readonly startedAt: string }): void
  progress(progress: RunProgress): void
  request(sent: SentRequest): void
}

/** What came of it; an error as it may be shown, with the exit code that a command would have had. */
export type SyncEnd =
  | { readonly outcome: SyncOutcome }
  | { readonly error: Pick<ErrorDocument, 'code' | 'message' | 'hint'>; readonly exitCode: number }

export type SyncWorker = (settings: { readonly full: boolean }, told: SyncTold, signal: AbortSignal) => Promise<SyncEnd>

export function syncHere(product: Product<TenantConfig>, io: Io): SyncWorker {
  return async (settings, told, signal) => {
    const watch = { ...told, progress: (event: SourceProgress) => told.progress(shownProgress(event, io)) }
    try {
      return { outcome: await oneSync(product, { ...io, watch }, signal, settings) }
    } catch (error) {
      const { code, message, hint } = shownError(error, io)
      return { error: { code, message, hint }, exitCode: 1 }
    }
  }
}

export function shownProgress(event: SourceProgress, { pseudonyms }: Pick<Io, 'pseudonyms'>): RunProgress {
  const { environment } = event
  if (environment === null || pseudonyms === undefined) return event
  const { names } = pseudonyms
  const shown = { id: names.name('id', environment.id), name: names.name('environment', environment.name) }
  return { ...event, environment: shown }
}
