/** The syncs of the service: what goes on beside its answers. Times are ISO 8601 UTC. */
import type { Run } from '../model/service.ts'
import type { RunBook } from './run-book.ts'

export interface Running {
  isSyncing(): boolean
  nextRunAt(): string | null
  /** Waited for when a run is stored, before it is told of. */
  onStored(listener: () => Promise<void>): void
  /** Of this process. */
  readonly book: RunBook
  /** Resolves when the run is there, long before its end. Throws a SeatledgerError of code `busy` where one is running. */
  start(settings: { readonly full: boolean }): Promise<Run>
}
