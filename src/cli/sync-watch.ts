/** What a sync tells whoever follows it, while it goes on. */
import type { RequestEvent } from '../../connectors/connection.ts'
import type { SourceProgress } from '../sync/progress.ts'

export interface SyncWatch {
  /** Before anything is read: a sync that goes on with an interrupted one keeps its id and start. */
  began(run: { readonly id: string; readonly startedAt: string }): void
  progress(event: SourceProgress): void
  /** After each attempt. */
  request(event: RequestEvent): void
}
