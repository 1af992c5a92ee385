/** The last stored run of the tenant, for the commands that read it. */
import type { Stored } from '../answers/stored.ts'
import { ConfigurationError, SeatledgerError } from '../errors.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { RunRecord } from '../model/run.ts'
import { learnNames } from '../pseudonyms/documents.ts'
import type { Pseudonymizer } from '../pseudonyms/pseudonymizer.ts'
import { learnSnapshot } from '../pseudonyms/rows.ts'
import { SqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import type { Product } from './product.ts'

/** Opens the store, hands over the newest run (not later than `notLaterThan`), and closes the store whatever happens. */
export async function withStored<T>(
  product: Product,
  act: (stored: Stored) => Promise<T>,
  notLaterThan?: string,
): Promise<T> {
  return withStore(product, async (store) => act(await readStored(product, store, notLaterThan)))
}

/** The same for what reads for long: a sync that ends meanwhile changes nothing of what is read. */
export async function withStoredAtOneMoment<T>(product: Product, act: (stored: Stored) => Promise<T>): Promise<T> {
  return withStore(product, async (store) => store.atOneMoment(async () => act(await readStored(product, store))))
}

async function withStore<T>(product: Product, act: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(product)
  try {
    return await act(store)
  } finally {
    await store.close()
  }
}

async function readStored(product: Product, store: Store, notLaterThan?: string): Promise<Stored> {
  const tenantId = await tenantOf(product, store)
  const run = await store.latestRun(tenantId, notLaterThan)
  if (run === null) throw noSync(notLaterThan)
  const snapshot = store.snapshot(run)
  if (product.pseudonyms !== undefined) await learnRun(run, snapshot, product.pseudonyms.names)
  return { store, run, snapshot }
}

/** The product's store. Where it has no key for pseudonyms, a write makes the one that this command shows things under. */
export function openStore({ config, pseudonyms }: Pick<Product, 'config' | 'pseudonyms'>): Store {
  const store = new SqliteStore(config.storePath)
  if (pseudonyms !== undefined) store.proposePseudonymKey(pseudonyms.key)
  return store
}

async function learnRun(run: RunRecord, snapshot: Snapshot, names: Pseudonymizer): Promise<void> {
  learnNames({ tenantName: run.tenantName, coverage: run.statuses }, names)
  await learnSnapshot(snapshot, names)
}

/** The configured tenant, else the only one of the store. */
export async function tenantOf({ config }: Product, store: Store): Promise<string> {
  return config.tenantId ?? (await onlyTenant(store))
}

async function onlyTenant(store: Store): Promise<string> {
  const [first, ...others] = await store.tenantIds()
  if (first === undefined) throw noSync()
  if (others.length === 0) return first
  throw new ConfigurationError('The store holds several tenants.', 'name one in AZURE_TENANT_ID')
}

export function noSync(notLaterThan?: string): SeatledgerError {
  const when = notLaterThan === undefined ? '' : ` until ${notLaterThan.slice(0, 10)}`
  return new SeatledgerError('no-sync', `no sync yet${when}: run \`seatledger sync\``)
}

/** 3 and a sentence when the run is older than `--max-age`, else the command's own exit code; 2 wins. */
export function withMaxAge(exitCode: number, run: RunRecord, maxAgeHours: number | undefined, io: Io): number {
  if (maxAgeHours === undefined) return exitCode
  const ageHours = (io.clock.now() - Date.parse(run.startedAt)) / 3_600_000
  if (ageHours <= maxAgeHours) return exitCode
  io.stderr(
    `The stored run is ${ageHours.toFixed(1)} hours old, older than --max-age ${maxAgeHours}: run \`seatledger sync\`.\n`,
  )
  return exitCode === exitCodes.fine ? exitCodes.incomplete : exitCode
}
