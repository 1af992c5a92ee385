/** Rows of a live check, in memory: a spool that leaves nothing behind. */
import { storedSnapshot } from '../store/stored-snapshot.ts'
import type { RowSpool, StagedPage } from '../store/store.ts'

export function createMemorySpool(): RowSpool {
  let pages: StagedPage[] = []
  return {
    put: (page) => void pages.push(page),
    drop(part) {
      pages = pages.filter((page) => page.part !== part)
    },
    snapshot: (run) =>
      storedSnapshot(run, {
        *pages(dataset, environment) {
          for (const page of pages) {
            const isWanted = page.dataset === dataset && (page.environmentId ?? '') === environment
            if (isWanted) yield JSON.stringify(page.rows)
          }
        },
      }),
  }
}
