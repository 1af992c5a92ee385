/** What every answer of `serve` needs: the run that is open, the time, and names as they may be shown and are meant. */
import type { Asked } from '../answers/guided.ts'
import type { Stored } from '../answers/stored.ts'
import type { TenantConfig } from '../config.ts'
import { ConfigurationError } from '../errors.ts'
import type { Edition } from '../guide/edition.ts'
import { loadEdition, shippedEditionIds } from '../guide/load.ts'
import { pseudonymized } from '../pseudonyms/documents.ts'
import type { Page } from '../server/service.ts'
import type { Store } from '../store/store.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { OpenRun } from './open-run.ts'
import type { Product } from './product.ts'
import type { Moment } from './serve-lists.ts'
import { openStore } from './stored.ts'

const hourMs = 3_600_000

export class ServeDesk {
  readonly product: Product<TenantConfig>
  readonly open: OpenRun
  /** As it is, for the store. */
  readonly tenantId: string
  readonly #io: Io

  constructor(product: Product<TenantConfig>, io: Io) {
    this.product = product
    this.#io = io
    this.tenantId = product.config.connection.tenantId
    this.open = new OpenRun(product, this.tenantId)
  }

  get shownTenantId(): string {
    return this.product.pseudonyms?.names.name('id', this.tenantId) ?? this.tenantId
  }

  get nowMs(): number {
    return this.#io.clock.now()
  }

  /** Waivers end and months begin at a full hour UTC; one that the operator's file lets begin later counts from its time on. */
  async stamp(): Promise<string> {
    const begun = (this.product.config.waivers ?? []).filter(({ at }) => Date.parse(at) <= this.nowMs).length
    return `${await this.open.change()}.${Math.floor(this.nowMs / hourMs)}.${begun}`
  }

  async required(): Promise<Stored> {
    return this.open.required()
  }

  async moment(): Promise<Moment> {
    const stored = await this.required()
    return { stored, asked: this.asked(), change: await this.open.change(), stamp: await this.stamp() }
  }

  asked(): Asked {
    return askedNow(this.product, this.#io)
  }

  /** By its id alone: a path of a file on this machine is nobody's business who asks over the network. */
  edition(id: string, name: string): Edition {
    if (id === this.product.edition.id) return this.product.edition
    const shipped = shippedEditionIds()
    if (shipped.includes(id)) return loadEdition(id)
    const hint = `Editions: ${shipped.join(', ')}.`
    throw new ConfigurationError(`${name}: there is no guide edition "${id}".`, hint, 'usage')
  }

  /** Who sees pseudonyms asks by them. */
  meaning(shown: string): string {
    return this.product.pseudonyms?.names.meant(shown) ?? shown
  }

  meant<T extends { readonly environment?: string | undefined; readonly user?: string | undefined }>(wanted: T): T {
    const { environment, user } = wanted
    const meant = {
      ...(environment === undefined ? {} : { environment: this.meaning(environment) }),
      ...(user === undefined ? {} : { user: this.meaning(user) }),
    }
    return { ...wanted, ...meant }
  }

  shown<T extends object>(document: T): T {
    const { pseudonyms } = this.product
    return pseudonyms === undefined ? document : pseudonymized(document, pseudonyms.names)
  }

  shownPage<D extends object>({ document, ...place }: Page<D>): Page<D> {
    return { document: this.shown(document), ...place }
  }

  /** On a connection of its own: the one that stays open would not see its own writes as changes. */
  async writing<T>(act: (store: Store) => Promise<T>): Promise<T> {
    const store = openStore(this.product)
    try {
      return await act(store)
    } finally {
      await store.close()
    }
  }
}
