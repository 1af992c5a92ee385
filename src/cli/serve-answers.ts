/** The answers of `serve`: those of the commands, made of the newest run, and shown as they may be shown. */
import type { Writable } from 'node:stream'
import { storedCapacity } from '../answers/capacity.ts'
import { storedExplanation } from '../answers/explain.ts'
import { storedRights } from '../answers/rights.ts'
import { storedSeats } from '../answers/seats.ts'
import { waiveFinding } from '../answers/waive.ts'
import type { TenantConfig } from '../config.ts'
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
import { isIncomplete } from './exit-codes.ts'
import type { Io } from './io.ts'
import type { Product } from './product.ts'
import { ServeDesk } from './serve-desk.ts'
import { ServedLists } from './serve-lists.ts'
import { exportTo } from './serve-export.ts'
import { figuresOf } from './serve-figures.ts'
import { plannedFor } from './serve-plan.ts'
import { noRun, storedRuns, storedSyncDocument } from './serve-runs.ts'
import { shownSubscription, subscribeTo } from './serve-subscriptions.ts'

export class ServedAnswers implements Answers {
  readonly #desk: ServeDesk
  readonly #lists: ServedLists

  constructor(product: Product<TenantConfig>, io: Io) {
    this.#desk = new ServeDesk(product, io)
    this.#lists = new ServedLists(product.pseudonyms)
  }

  get tenantId(): string {
    return this.#desk.shownTenantId
  }

  /** By its id, or by what is shown of it. */
  isOf(id: string): boolean {
    return id.toLowerCase() === this.#desk.tenantId || id === this.tenantId
  }

  async stamp(): Promise<string> {
    return this.#desk.stamp()
  }

  async summary(): ReturnType<Answers['summary']> {
    const stored = await this.#desk.open.newest()
    if (stored === null) return this.#desk.shown({ tenantId: this.#desk.tenantId, tenantName: null, lastRun: null })
    const { id: runId, tenantName, startedAt, finishedAt, statuses } = stored.run
    const ageSeconds = Math.max(0, Math.floor((this.#desk.nowMs - Date.parse(startedAt)) / 1000))
    const lastRun = { runId, startedAt, finishedAt, ageSeconds, incomplete: isIncomplete(statuses) }
    return this.#desk.shown({ tenantId: this.#desk.tenantId, tenantName, lastRun })
  }

  async capacity({ edition, compare }: Parameters<Answers['capacity']>[0]): Promise<CapacityDocument> {
    const asked = this.#desk.asked()
    const other = compare === undefined ? undefined : this.#desk.edition(compare, 'compare')
    const by = edition === undefined ? asked : { ...asked, edition: this.#desk.edition(edition, 'edition') }
    return this.#desk.shown(await storedCapacity(await this.#desk.required(), by, other))
  }

  async history({ pool, from }: Parameters<Answers['history']>[0]): Promise<CapacityHistory> {
    const runs = await this.#desk.open.store.runs(
      this.#desk.tenantId,
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
    return this.#desk.shown({ schema: 'seatledger.capacity-history/1', tenantId: this.#desk.tenantId, points } as const)
  }

  async findings(wanted: FindingsWanted): Promise<Page<FindingsDocument>> {
    return this.#desk.shownPage(await this.#lists.findings(this.#desk.meant(wanted), await this.#desk.moment()))
  }

  async access(wanted: AccessWanted): Promise<Page<FindingsDocument>> {
    return this.#desk.shownPage(await this.#lists.access(this.#desk.meant(wanted), await this.#desk.moment()))
  }

  async explanation(id: string): Promise<ExplainDocument> {
    return this.#desk.shown(await storedExplanation(id, await this.#desk.required(), this.#desk.asked()))
  }

  async seats(): Promise<SeatsDocument> {
    return this.#desk.shown(await storedSeats(await this.#desk.required(), this.#desk.asked(), 'plan'))
  }

  async people(wanted: PeopleWanted): Promise<Page<SeatsDocument>> {
    return this.#lists.people(wanted, await this.#desk.moment())
  }

  async rights(user: string): Promise<RightsDocument> {
    return this.#desk.shown(
      await storedRights(this.#desk.meaning(user), await this.#desk.required(), this.#desk.asked()),
    )
  }

  async storedRuns(wanted: RunsWanted): Promise<readonly Run[]> {
    return storedRuns(this.#desk.open.store, this.#desk.tenantId, wanted)
  }

  async runDocument(runId: string): Promise<SyncDocument> {
    const { store, run: newest } = await this.#desk.required()
    if (runId === 'latest')
      return this.#desk.shown(await storedSyncDocument({ store, run: newest }, newest, this.#desk.asked()))
    const [run] = await store.runRecords(this.#desk.tenantId, { runId })
    if (run === undefined) throw noRun(runId)
    return this.#desk.shown(await storedSyncDocument({ store, run }, newest, this.#desk.asked()))
  }

  async plan(wanted: PlanWanted): Promise<PlanDocument> {
    const { pseudonyms } = this.#desk.product
    const stored = await this.#desk.open.newest()
    return this.#desk.shown(await plannedFor(wanted, { stored, asked: this.#desk.asked(), pseudonyms }))
  }

  async waive(id: string, wanted: WaiverWanted): Promise<WaiverDocument> {
    const asked = this.#desk.asked()
    const stored = await this.#desk.required()
    return this.#desk.writing(async (store) =>
      this.#desk.shown(await waiveFinding(id, wanted, { ...stored, store }, asked)),
    )
  }

  async exportTo(wanted: ExportWanted, begin: (file: ExportFile) => void, out: Writable): Promise<void> {
    await exportTo(wanted, { product: this.#desk.product, asked: this.#desk.asked(), begin, out })
  }

  async subscriptions(): Promise<readonly Subscription[]> {
    return (await this.#desk.open.store.alerts.subscriptions(this.#desk.tenantId)).map(shownSubscription)
  }

  async subscribe(wanted: Parameters<Answers['subscribe']>[0]): Promise<Subscription> {
    const { severity = this.#desk.product.config.alerts.severity } = wanted
    const asked = { ...wanted, severity, createdAt: this.#desk.asked().now }
    return this.#desk.writing(async (store) => subscribeTo(store, this.#desk.tenantId, asked))
  }

  async unsubscribe(id: string): Promise<Subscription | null> {
    const gone = await this.#desk.writing(async (store) =>
      store.alerts.unsubscribe(this.#desk.tenantId, id, this.#desk.asked().now),
    )
    return gone === null ? null : shownSubscription(gone)
  }

  async figures(): Promise<Figures | null> {
    const stored = await this.#desk.open.newest()
    return stored === null ? null : figuresOf(stored.run, this.tenantId, this.#desk.nowMs)
  }

  async close(): Promise<void> {
    await this.#desk.open.close()
  }
}
