/** Alerts: what a receiver is sent, what the store keeps of it, and how a message goes out and what comes of it. */
import { z } from 'zod'
import { EnvironmentRef, SourceId } from './coverage.ts'
import { Severity, Subject } from './finding.ts'

/** `open`: in the first message of a tenant, which tells how things stand; all others tell what changed. */
export const AlertChange = z.enum(['new', 'worsened', 'resolved', 'open'])
export type AlertChange = z.infer<typeof AlertChange>

export const AlertFinding = z.strictObject({
  change: AlertChange,
  id: z.string(),
  rule: z.string(),
  /** Of a resolved one: as it was told before. */
  severity: Severity,
  /** Of a worsened one: as it was told before. */
  previousSeverity: Severity.nullable(),
  title: z.string(),
  subject: Subject,
  environment: EnvironmentRef.nullable(),
  firstSeen: z.string(),
  resolvedAt: z.string().nullable(),
})
export type AlertFinding = z.infer<typeof AlertFinding>

export const AlertDocument = z.strictObject({
  schema: z.literal('seatledger.alert/1'),
  /** The same over all attempts: by it a receiver knows a message that came twice. */
  eventId: z.string(),
  kind: z.enum(['summary', 'changes', 'test']),
  createdAt: z.string(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  tenantId: z.string(),
  tenantName: z.string().nullable(),
  runId: z.string().nullable(),
  /** Start of the run; of a test its time. */
  asOf: z.string(),
  /** Start of the run that was told of before; null: this is the first. */
  since: z.string().nullable(),
  edition: z.string(),
  notice: z.string(),
  /** What is told: this severity and above. */
  severity: Severity,
  /** One sentence for a person. */
  text: z.string(),
  /** How many changed, at this severity and above; the list may hold fewer. */
  counts: z.strictObject({ new: z.int(), worsened: z.int(), resolved: z.int() }),
  /** How many are open now, of every severity; null: of a test. */
  open: z.strictObject({ high: z.int(), medium: z.int(), low: z.int(), info: z.int() }).nullable(),
  findings: z.array(AlertFinding),
  /** How many of them stand in no list: `seatledger findings` has them all. */
  notListed: z.int(),
  /** Whether every source was read whole: what was not looked at is neither new nor resolved. */
  complete: z.boolean(),
  incomplete: z.array(
    z.strictObject({
      source: SourceId,
      environment: EnvironmentRef.nullable(),
      state: z.enum(['partial', 'not-assessed']),
      reason: z.string().nullable(),
    }),
  ),
  incompleteNotListed: z.int(),
})
export type AlertDocument = z.infer<typeof AlertDocument>

/** A flow of Power Automate that asked to be told. Its URL holds a signature that starts it: a secret. */
export const AlertSubscription = z.strictObject({
  id: z.string(),
  notificationUrl: z.string(),
  severity: Severity,
  createdAt: z.string(),
})
export type AlertSubscription = z.infer<typeof AlertSubscription>

/** One message to one target, as it waits for its delivery. */
export interface OutboxEntry {
  readonly eventId: string
  /** `teams`, `webhook` or `flow:` with the id of a subscription. */
  readonly target: string
  readonly createdAt: string
  /** Holds tokens in the place of names: then it may be sent under `--pseudonymize`. */
  readonly isPseudonymized: boolean
  /** Sent byte for byte, at every attempt. */
  readonly body: string
}

export interface AlertRequest {
  readonly url: string
  /** Beside those of every request. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whose address it is: the operator's own, or one that a flow gave. */
  readonly trust: 'operator' | 'flow'
  readonly signal: AbortSignal
}

/** What a receiver said, or why nothing came; the body of its answer is nobody's business. */
export type AlertAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'failure'; readonly sentence: string }

/** Rejects only when the signal ends it. */
export type PostAlert = (request: AlertRequest) => Promise<AlertAnswer>
