/** The alerts of a SQLite store: what receivers know, the outbox, and who subscribed. */
import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { AlertSubscription } from '../model/alert.ts'
import { Severity } from '../model/finding.ts'
import type { AlertState, AlertStore, ClaimedEntry, ClaimRequest, Delivery, Settlement, Told } from './alert-store.ts'
import { checked, claimIn, deliveriesIn, headOf, settleIn } from './sqlite-outbox.ts'
import { addSubscription, removeSubscription, subscriptionsIn } from './sqlite-subscriptions.ts'

/** What these functions need of the store that they belong to. */
export interface AlertsBeside {
  /** null where there is no store yet, or one of a version that knew no alerts. */
  readonly read: () => DatabaseSync | null
  readonly write: () => DatabaseSync
  readonly guard: <T>(act: () => T) => T
}

const StateRow = z.object({ since: z.string(), told_at: z.string().nullable() })
const ToldRow = z.object({ id: z.string(), severity: Severity, peak: Severity })

export class SqliteAlerts implements AlertStore {
  readonly #store: AlertsBeside

  constructor(store: AlertsBeside) {
    this.#store = store
  }

  async state(tenantId: string): Promise<AlertState | null> {
    return this.#read(null, (database) => {
      const row = database.prepare('SELECT since, told_at FROM alert_states WHERE tenant = ?').get(tenantId)
      if (row === undefined) return null
      const { since, told_at: toldAt } = checked(StateRow, row)
      return { since, toldAt }
    })
  }

  async told(tenantId: string, environmentId: string): Promise<ReadonlyMap<string, Told>> {
    return this.#read(new Map(), (database) => {
      const rows = database
        .prepare('SELECT id, severity, peak FROM alert_told WHERE tenant = ? AND environment = ?')
        .all(tenantId, environmentId)
      return new Map(rows.map((row) => checked(ToldRow, row)).map(({ id, ...told }) => [id, told]))
    })
  }

  async deliveries(tenantId: string, state?: Delivery['state']): Promise<Delivery[]> {
    return this.#read([], (database) => deliveriesIn(database, tenantId, state))
  }

  async nextDue(request: Pick<ClaimRequest, 'tenantId' | 'target' | 'onlyPseudonymized'>): Promise<string | null> {
    return this.#read(null, (database) => headOf(database, request)?.next_at ?? null)
  }

  async claim(request: ClaimRequest): Promise<ClaimedEntry | null> {
    const head = this.#read(null, (database) => headOf(database, request))
    // Most calls find nothing, and must not open the store for writing.
    if (head === null || head.next_at > request.now || head.claimed_until > request.now) return null
    return this.#store.guard(() => claimIn(this.#store.write(), request))
  }

  async settle(entry: Parameters<AlertStore['settle']>[0], settlement: Settlement): Promise<void> {
    this.#store.guard(() => settleIn(this.#store.write(), entry, settlement))
  }

  async subscriptions(tenantId: string): Promise<AlertSubscription[]> {
    return this.#read([], (database) => subscriptionsIn(database, tenantId))
  }

  async subscribe(
    tenantId: string,
    wanted: Pick<AlertSubscription, 'notificationUrl' | 'severity' | 'createdAt'>,
  ): Promise<AlertSubscription> {
    const subscription = { id: randomUUID(), ...wanted }
    this.#store.guard(() => addSubscription(this.#store.write(), tenantId, subscription))
    return subscription
  }

  async unsubscribe(tenantId: string, id: string, at: string): Promise<AlertSubscription | null> {
    const known = await this.subscriptions(tenantId)
    if (!known.some((one) => one.id === id)) return null
    return this.#store.guard(() => removeSubscription(this.#store.write(), tenantId, { id, at }))
  }

  #read<T>(none: T, act: (database: DatabaseSync) => T): T {
    return this.#store.guard(() => {
      const database = this.#store.read()
      return database === null ? none : act(database)
    })
  }
}
