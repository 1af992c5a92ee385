/** The stored run that an answer is made of. */
import type { Snapshot } from '../model/dataset.ts'
import type { RunRecord } from '../model/run.ts'
import type { Store } from '../store/store.ts'

export interface Stored {
  readonly store: Store
  readonly run: RunRecord
  readonly snapshot: Snapshot
}
