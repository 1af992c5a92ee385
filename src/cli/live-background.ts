/** What a store adds to the live check of capacity, where there is one. */
import { readPoolBackground, type PoolBackground } from '../answers/pool-background.ts'
import { SeatledgerError } from '../errors.ts'
import { SqliteStore } from '../store/sqlite.ts'

/** For the live check, which reads no conversations and needs no store. */
export async function readLiveBackground(
  storePath: string,
  tenantId: string,
  { asOf, tell }: { readonly asOf: string; readonly tell: (sentence: string) => void },
): Promise<PoolBackground> {
  const store = new SqliteStore(storePath)
  try {
    return { ...(await readPoolBackground(store, tenantId, asOf)), estimates: false }
  } catch (error) {
    // The live check needs no store: one that cannot be read costs it the imported months and the trend, and nothing else.
    if (!(error instanceof SeatledgerError)) throw error
    tell(`Imported months and trends are left out: ${error.message}\n`)
    return { imported: [], past: [], estimates: false }
  } finally {
    await store.close()
  }
}
