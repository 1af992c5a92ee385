/** The answers of `serve`: those of the commands, made of the newest run, and shown as they may be shown. */
import type { Writable } from 'node:stream'
import { storedCapacity } from '../answers/capacity.ts'
import { storedExplanation } from '../answers/explain.ts'
import type { Asked } from '../answers/guided.ts'
import { storedRights } from '../answers/rights.ts'
import { storedSeats } from '../answers/seats.ts'
import { waiveFinding } from '../answers/waive.ts'
import type { TenantConfig } from '../config.ts'
import { ConfigurationError } from '../errors.ts'
import type { Edition } from '../guide/edition.ts'
import { loadEdition, shippedEditionIds } from '../guide/load.ts'
import type {
  CapacityDocument,
  ExplainDocument,
  FindingsDocument,
  SeatsDocument,
  SyncDocument,
  WaiverDocument,
} from '../model/documents.ts'
import type { RightsDocument } from '../model/rights.ts'
import type { PlanDocument } from '../model/plan.ts'
import type { CapacityHistory, Run, Subscription } from '../model/service.ts'
import { pseudonymized } from '../pseudonyms/documents.ts'
import type {
  AccessWanted,
  Answers,
  FindingsWanted,
  Page,
  PeopleWanted,
  PlanWanted,
  ExportFile,
  ExportWanted,
  Figures,
  RunsWanted,
  WaiverWanted,
} from '../server/service.ts'
import type { Store } from '../store/store.ts'
import { isIncomplete } from './exit-codes.ts'
import type { Io } from './io.ts'
import { askedNow, nowOf } from './now.ts'
import { OpenRun } from './open-run.ts'
import type { Product } from './product.ts'
import { ServedLists, type Moment } from './serve-lists.ts'
import { exportTo } from './serve-export.ts'
import { figuresOf } from './serve-figures.ts'
import { plannedFor } from './serve-plan.ts'
import { noRun, storedRuns, storedSyncDocument } from './serve-runs.ts'
import { shownSubscription, subscribeTo } from './serve-subscriptions.ts'
import { openStore } from './stored.ts'

const hourMs = 3_600_000

export class ServedAnswers implements Answers {
  readonly #product: Product<TenantConfig>
  readonly #io: Io
  readonly #open: OpenRun
  readonly #tenantId: string
  readonly #lists: ServedLists

  constructor(product: Product<TenantConfig>, io: Io) {
    this.#product = product
    this.#io = io
    this.#tenantId = product.config.connection.tenantId
    this.#open = new OpenRun(product, this.#tenantId)
    this.#lists = new ServedLists(product.pseudonyms)
  }

  get tenantId(): string {
    return this.#product.pseudonyms?.names.name('id', this.#tenantId) ?? this.#tenantId
  }

  /** By its id, or by what is shown of it. */
  isOf(id: string): boolean {
    return id.toLowerCase() === this.#tenantId || id === this.tenantId
  }

  /** Waivers end and months begin at a full hour UTC; one that the operator's file lets begin later counts from its time on. */
  async stamp(): Promise<string> {
    const now = this.#io.clock.now()
    const begun = (this.#product.config.waivers ?? []).filter(({ at }) => Date.parse(at) <= now).length
    return `${await this.#open.change()}.${Math.floor(now / hourMs)}.${begun}`
  }

  async summary(): ReturnType<Answers['summary']> {
    const stored = await this.#open.newest()
    if (stored === null) return this.#shown({ tenantId: this.#tenantId, tenantName: null, lastRun: null })
    const { id: runId, tenantName, startedAt, finishedAt, statuses } = stored.run
    const ageSeconds = Math.max(0, Math.floor((this.#io.clock.now() - Date.parse(startedAt)) / 1000))
    const lastRun = { runId, startedAt, finishedAt, ageSeconds, incomplete: isIncomplete(statuses) }
    return this.#shown({ tenantId: this.#tenantId, tenantName, lastRun })
  }

  async capacity({ edition, compare }: Parameters<Answers['capacity']>[0]): Promise<CapacityDocument> {
    const asked = this.#asked()
    const other = compare === undefined ? undefined : this.#edition(compare, 'compare')
    const by = edition === undefined ? asked : { ...asked, edition: this.#edition(edition, 'edition') }
    return this.#shown(await storedCapacity(await this.#open.required(), by, other))
  }

  async history({ pool, from }: Parameters<Answers['history']>[0]): Promise<CapacityHistory> {
    const runs = await this.#open.store.runs(
      this.#tenantId,
      from === undefined ? undefined : new Date(from).toISOString(),
    )
    const points = runs.map(({ id: runId, startedAt, figures }) => ({
      runId,
      startedAt,
      pools: (figures?.pools ?? [])
        .filter((one) => pool === undefined || one.pool === pool)
        .map(({ pool: id, period, total, consumed }) => ({ pool: id, period, total, consumed })),
      findings: figures?.findings ?? null,
    }))
    return this.#shown({ schema: 'seatledger.capacity-history/1', tenantId: this.#tenantId, points } as const)
  }

  async findings(wanted: FindingsWanted): Promise<Page<FindingsDocument>> {
    return this.#shownPage(await this.#lists.findings(this.#meant(wanted), await this.#moment()))
  }

  async access(wanted: AccessWanted): Promise<Page<FindingsDocument>> {
    return this.#shownPage(await this.#lists.access(this.#meant(wanted), await this.#moment()))
  }

  async explanation(id: string): Promise<ExplainDocument> {
    return this.#shown(await storedExplanation(id, await this.#open.required(), this.#asked()))
  }

  async seats(): Promise<SeatsDocument> {
    return this.#shown(await storedSeats(await this.#open.required(), this.#asked(), 'plan'))
  }

  async people(wanted: PeopleWanted): Promise<Page<SeatsDocument>> {
    return this.#lists.people(wanted, await this.#moment())
  }

  async rights(user: string): Promise<RightsDocument> {
    return this.#shown(await storedRights(this.#meaning(user), await this.#open.required(), this.#asked()))
  }

  async storedRuns(wanted: RunsWanted): Promise<readonly Run[]> {
    return storedRuns(this.#open.store, this.#tenantId, wanted)
  }

  async runDocument(runId: string): Promise<SyncDocument> {
    const { store, run: newest } = await this.#open.required()
    if (runId === 'latest') return this.#shown(await storedSyncDocument({ store, run: newest }, newest, this.#asked()))
    const [run] = await store.runRecords(this.#tenantId, { runId })
    if (run === undefined) throw noRun(runId)
    return this.#shown(await storedSyncDocument({ store, run }, newest, this.#asked()))
  }

  async plan(wanted: PlanWanted): Promise<PlanDocument> {
    const { pseudonyms } = this.#product
    const stored = await this.#open.newest()
    return this.#shown(await plannedFor(wanted, { stored, asked: this.#asked(), pseudonyms }))
  }

  async waive(id: string, wanted: WaiverWanted): Promise<WaiverDocument> {
    const asked = this.#asked()
    const stored = await this.#open.required()
    return this.#writing(async (store) => this.#shown(await waiveFinding(id, wanted, { ...stored, store }, asked)))
  }

  async exportTo(wanted: ExportWanted, begin: (file: ExportFile) => void, out: Writable): Promise<void> {
    await exportTo(wanted, { product: this.#product, asked: this.#asked(), begin, out })
  }

  async subscriptions(): Promise<readonly Subscription[]> {
    return (await this.#open.store.alerts.subscriptions(this.#tenantId)).map(shownSubscription)
  }

  async subscribe(wanted: Parameters<Answers['subscribe']>[0]): Promise<Subscription> {
    const { severity = this.#product.config.alerts.severity } = wanted
    const asked = { ...wanted, severity, createdAt: nowOf(this.#io) }
    return this.#writing(async (store) => subscribeTo(store, this.#tenantId, asked))
  }

  async unsubscribe(id: string): Promise<Subscription | null> {
    const gone = await this.#writing(async (store) => store.alerts.unsubscribe(this.#tenantId, id, nowOf(this.#io)))
    return gone === null ? null : shownSubscription(gone)
  }

  async figures(): Promise<Figures | null> {
    const stored = await this.#open.newest()
    return stored === null ? null : figuresOf(stored.run, this.tenantId, this.#io.clock.now())
  }

  async close(): Promise<void> {
    await this.#open.close()
  }

  /** On a connection of its own: the one that stays open would not see its own writes as changes. */
  async #writing<T>(act: (store: Store) => Promise<T>): Promise<T> {
    const store = openStore(this.#product)
    try {
      return await act(store)
    } finally {
      await store.close()
    }
  }

  async #moment(): Promise<Moment> {
    const stored = await this.#open.required()
    return { stored, asked: this.#asked(), change: await this.#open.change(), stamp: await this.stamp() }
  }

  /** Who sees pseudonyms asks by them. */
  #meant<T extends { readonly environment?: string | undefined; readonly user?: string | undefined }>(wanted: T): T {
    const { environment, user } = wanted
    const meant = {
      ...(environment === undefined ? {} : { environment: this.#meaning(environment) }),
      ...(user === undefined ? {} : { user: this.#meaning(user) }),
    }
    return { ...wanted, ...meant }
  }

  #meaning(shown: string): string {
    return this.#product.pseudonyms?.names.meant(shown) ?? shown
  }

  #shownPage<D extends object>({ document, ...place }: Page<D>): Page<D> {
    return { document: this.#shown(document), ...place }
  }

  #asked(): Asked {
    return askedNow(this.#product, this.#io)
  }

  #edition(id: string, name: string): Edition {
    if (id === this.#product.edition.id) return this.#product.edition
    const shipped = shippedEditionIds()
    if (shipped.includes(id)) return loadEdition(id)
    throw new ConfigurationError(
      `${name}: there is no guide edition "${id}".`,
      `Editions: ${shipped.join(', ')}.`,
      'usage',
    )
  }

  #shown<T extends object>(document: T): T {
    const { pseudonyms } = this.#product
    return pseudonyms === undefined ? document : pseudonymized(document, pseudonyms.names)
  }
}
