/** The newest run of a tenant for a service that answers for days: one connection stays open, and what was read is kept until the store changes. */
import type { Stored } from '../answers/stored.ts'
import { learnNames } from '../pseudonyms/documents.ts'
import { learnSnapshot } from '../pseudonyms/rows.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Pseudonymizer } from '../pseudonyms/pseudonymizer.ts'
import type { Store } from '../store/store.ts'
import type { Product } from './product.ts'
import { noSync, openStore } from './stored.ts'

export class OpenRun {
  readonly #product: Product
  readonly #store: Store
  readonly #tenantId: string
  #known: { readonly change: number | null; readonly stored: Promise<Stored | null> } | null = null
  /** Names of the rows of a run are learned once. */
  #learned: string | null = null

  constructor(product: Product, tenantId: string) {
    this.#product = product
    this.#tenantId = tenantId
    this.#store = openStore(product)
  }

  /** Only for reading: a write would make the changes of others invisible. */
  get store(): Store {
    return this.#store
  }

  /** Of the store; null where there is none. */
  async change(): Promise<number | null> {
    return this.#store.change()
  }

  /** null before the first sync. */
  async newest(): Promise<Stored | null> {
    const change = await this.change()
    if (this.#known === null || this.#known.change !== change) this.#known = { change, stored: this.#read() }
    return this.#known.stored
  }

  /** Throws a SeatledgerError of code `no-sync` before the first sync. */
  async required(): Promise<Stored> {
    const stored = await this.newest()
    if (stored === null) throw noSync()
    return stored
  }

  async #read(): Promise<Stored | null> {
    const store = this.#store
    const run = await store.latestRun(this.#tenantId)
    if (run === null) return null
    const snapshot = store.snapshot(run)
    const { pseudonyms } = this.#product
    if (pseudonyms !== undefined && this.#learned !== run.id) {
      learnNames({ tenantName: run.tenantName, coverage: run.statuses }, pseudonyms.names)
      await learnSnapshot(snapshot, pseudonyms.names)
      await showNames(snapshot, pseudonyms.names)
      this.#learned = run.id
    }
    return { store, run, snapshot }
  }

  async close(): Promise<void> {
    await this.#store.close()
  }
}

/** Makes the tokens by which somebody may ask before a document showed them to this process: of environments and people. */
async function showNames(snapshot: Snapshot, names: Pseudonymizer): Promise<void> {
  for await (const { id, name } of snapshot.rows('environments', null)) {
    names.name('id', id)
    names.name('environment', name)
  }
  for await (const { id, upn } of snapshot.rows('people', null)) {
    names.name('id', id)
    if (upn !== null) names.name('user', upn)
  }
}
