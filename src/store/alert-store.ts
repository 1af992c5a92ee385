/** What a store remembers of alerts: what was told, what waits for its delivery, what could not be delivered, and who asked to be told. */
import type { AlertSubscription, OutboxEntry } from '../model/alert.ts'
import type { Severity } from '../model/finding.ts'

/** An open finding as receivers know it. */
export interface Told {
  /** As it was last seen. */
  readonly severity: Severity
  /** The worst since it opened: who was told of that wants to hear of its end. */
  readonly peak: Severity
}

/** What receivers know of a finding from now on; null: that it is open no more. */
export interface ToldChange {
  readonly findingId: string
  /** '' for a finding about the tenant. */
  readonly environmentId: string
  readonly told: Told | null
}

/** What a run has to tell: stored in the transaction of the run, so that a crash loses nothing. Times are ISO 8601 UTC. */
export interface AlertBatch {
  /** Start of the run; kept as the time of the last message where there is one. */
  readonly at: string
  readonly entries: readonly OutboxEntry[]
}

export interface AlertState {
  /** Start of the run that was told of first. */
  readonly since: string
  /** Start of the run that was told of last; null: of none yet. */
  readonly toldAt: string | null
}

export interface ClaimRequest {
  readonly tenantId: string
  readonly target: string
  readonly now: string
  /** Until then nobody else sends it; a claim that outlives its process ends by itself. */
  readonly until: string
  /** Under `--pseudonymize`: only what holds tokens. */
  readonly onlyPseudonymized: boolean
}

export interface ClaimedEntry extends OutboxEntry {
  /** This one included. */
  readonly attempts: number
  readonly until: string
}

export type Settlement =
  | { readonly state: 'delivered'; readonly at: string; readonly status: number }
  | { readonly state: 'dead'; readonly at: string; readonly status: number | null; readonly reason: string }
  | { readonly state: 'pending'; readonly nextAt: string; readonly status: number | null; readonly reason: string }

/** A message of the outbox without its body. */
export interface Delivery {
  readonly eventId: string
  readonly target: string
  readonly state: 'pending' | 'delivered' | 'dead'
  readonly createdAt: string
  readonly attempts: number
  /** Of one that waits: when it is tried next. */
  readonly nextAt: string
  readonly settledAt: string | null
  readonly status: number | null
  readonly reason: string | null
}

export interface AlertStore {
  /** null: nobody was told of anything yet. */
  state(tenantId: string): Promise<AlertState | null>
  /** By finding id. */
  told(tenantId: string, environmentId: string): Promise<ReadonlyMap<string, Told>>
  /** Oldest first. */
  deliveries(tenantId: string, state?: Delivery['state']): Promise<Delivery[]>
  /** When the next message to the target is due, null where none waits. A message waits for the one before it. */
  nextDue(request: Pick<ClaimRequest, 'tenantId' | 'target' | 'onlyPseudonymized'>): Promise<string | null>
  /** The next message to the target, for one sender alone; null where none is due, or somebody else is sending. */
  claim(request: ClaimRequest): Promise<ClaimedEntry | null>
  /** What came of a claimed message. One that was delivered is so for good, whoever says it. */
  settle(entry: Pick<ClaimedEntry, 'eventId' | 'target' | 'until'>, settlement: Settlement): Promise<void>
  /** By id. */
  subscriptions(tenantId: string): Promise<AlertSubscription[]>
  /**
   * Takes the place of one with the same URL. Where nobody was told of anything yet, the findings that are open at this time are what
   * it begins with: it is told of later ones.
   */
  subscribe(
    tenantId: string,
    subscription: Pick<AlertSubscription, 'notificationUrl' | 'severity' | 'createdAt'>,
  ): Promise<AlertSubscription>
  /** Gives back what was removed, null where there is none; what waits for it becomes a dead letter. */
  unsubscribe(tenantId: string, id: string, at: string): Promise<AlertSubscription | null>
}
