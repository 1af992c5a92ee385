/** Looks on while a run is judged, and makes of what changed a message for each who is to be told. Sends nothing. */
import type { AlertDocument, AlertSubscription, OutboxEntry } from '../model/alert.ts'
import type { Finding, Severity } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'
import { findingNotification } from '../power-automate/index.ts'
import { safeJson } from '../safe-json.ts'
import type { AlertBatch, AlertStore, ToldChange } from '../store/alert-store.ts'
import { teamsMessage } from './card.ts'
import { Changes, isAtLeast, mostOpened, type Changed } from './changes.ts'
import { makeMessage, type About } from './message.ts'
import { eventIdOf } from './signature.ts'

/** A receiver that the operator configured. */
export type TargetName = 'teams' | 'webhook'

export interface WatchParts {
  readonly alerts: AlertStore
  readonly tenantId: string
  /** Of the run, ISO 8601 UTC. */
  readonly startedAt: string
  readonly targets: readonly TargetName[]
  readonly severity: Severity
  readonly isDigest: boolean
  readonly about: Pick<About, 'tool' | 'notice'>
  /** Puts tokens in the place of names, under `--pseudonymize`; null: names stay. */
  readonly pseudonymize: (<T extends object>(shown: T) => T) | null
  /** Told where flows are not told of all. */
  readonly onCapped: (told: number, opened: number) => void
}

/**
 * null where nobody is to be told now: then what receivers know stays as it is, and a later run tells the difference. A run by hand
 * without the settings of the service swallows nothing so.
 */
export async function watchChanges(parts: WatchParts): Promise<AlertWatch | null> {
  const { alerts, tenantId, targets, isDigest, startedAt } = parts
  if (targets.length === 0 && (await alerts.subscriptions(tenantId)).length === 0) return null
  const state = await alerts.state(tenantId)
  // A digest is of all that changed since the one before: within a day nothing is even looked at.
  if (isDigest && state?.toldAt?.slice(0, 10) === startedAt.slice(0, 10)) return null
  return new AlertWatch(parts, new Changes(state === null), state?.toldAt ?? state?.since ?? null)
}

export class AlertWatch {
  readonly #parts: WatchParts
  readonly #changes: Changes
  readonly #since: string | null

  constructor(parts: WatchParts, changes: Changes, since: string | null) {
    this.#parts = parts
    this.#changes = changes
    this.#since = since
  }

  /** All findings of an environment (null: the tenant's own); gives what receivers know of them once the batch is stored. */
  async look(environmentId: string, findings: readonly Finding[]): Promise<ToldChange[]> {
    const { alerts, tenantId } = this.#parts
    return this.#changes.add(environmentId, await alerts.told(tenantId, environmentId), findings)
  }

  /** What is stored with the run. */
  async batch(run: RunRecord): Promise<AlertBatch> {
    const { alerts, tenantId, targets } = this.#parts
    const messages = targets.flatMap((target) => this.#message(run, target))
    const subscriptions = await alerts.subscriptions(tenantId)
    return {
      at: run.startedAt,
      entries: [...messages, ...subscriptions.flatMap((subscription) => this.#notifications(run, subscription))],
    }
  }

  #message(run: RunRecord, target: TargetName): OutboxEntry[] {
    const { severity, about, pseudonymize } = this.#parts
    const eventId = eventIdOf(run.id, target)
    const message = makeMessage(this.#changes, { ...about, run, since: this.#since }, { severity, eventId })
    if (message === null) return []
    const shown = pseudonymize === null ? message : pseudonymize(message)
    return [this.#entry(run, { eventId, target, content: contentFor(target, shown) })]
  }

  /** A flow is told finding by finding; of a first run nothing, for it opens nothing. */
  #notifications(run: RunRecord, { id, severity }: AlertSubscription): OutboxEntry[] {
    const { pseudonymize, onCapped } = this.#parts
    const opened = this.#opened(severity)
    const all = this.#changes.count('new', severity) + this.#risen(severity)
    if (all > opened.length) onCapped(opened.length, all)
    const { tenantId, tenantName, id: runId, startedAt: openedAt } = run
    const [about = { tenantId, tenantName }] = pseudonymize === null ? [] : pseudonymize([{ tenantId, tenantName }])
    return opened.map((finding) => {
      const [shown = finding] = pseudonymize === null ? [] : pseudonymize([finding])
      const target = `flow:${id}`
      const content = findingNotification(shown, { ...about, runId, openedAt })
      return this.#entry(run, { eventId: eventIdOf(run.id, target, finding.id), target, content })
    })
  }

  #opened(severity: Severity): Finding[] {
    const risen = this.#changes.worst('worsened', severity, mostOpened).filter((one) => isRisen(one, severity))
    return [...this.#changes.worst('new', severity, mostOpened), ...risen]
      .slice(0, mostOpened)
      .map(({ finding }) => finding)
  }

  /** Those that were below before: for a flow they open. As far as they were kept. */
  #risen(severity: Severity): number {
    return this.#changes.worst('worsened', severity, mostOpened).filter((one) => isRisen(one, severity)).length
  }

  #entry(
    { finishedAt }: RunRecord,
    { content, ...rest }: { readonly eventId: string; readonly target: string; readonly content: object },
  ): OutboxEntry {
    const isPseudonymized = this.#parts.pseudonymize !== null
    // Whatever shows it in a log or a terminal over there is none that acts.
    return { ...rest, createdAt: finishedAt, isPseudonymized, body: safeJson(JSON.stringify(content)) }
  }
}

export function contentFor(target: TargetName, alert: AlertDocument): object {
  return target === 'teams' ? teamsMessage(alert) : alert
}

function isRisen({ previousSeverity }: Changed, severity: Severity): boolean {
  return previousSeverity !== null && !isAtLeast(previousSeverity, severity)
}
