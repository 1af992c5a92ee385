/** Sends what waits in the outbox: each target by itself, each message by one sender alone, the next one after the one before. */
import type { Clock } from '../clock.ts'
import type { AlertAnswer, PostAlert } from '../model/alert.ts'
import type { AlertStore, ClaimedEntry, Settlement } from '../store/alert-store.ts'
import { isGone, settle } from './retry.ts'
import { signatureOf } from './signature.ts'

export interface Target {
  /** As the outbox has it: `teams`, `webhook`, `flow:` with an id. */
  readonly name: string
  readonly trust: 'operator' | 'flow'
  readonly url: () => string
  /** Signs what is sent. */
  readonly secret: (() => string) | null
}

export interface DeliveryEvent {
  readonly target: string
  readonly eventId: string
  readonly attempts: number
  readonly settlement: Settlement
}

export interface DeliveryParts {
  readonly alerts: AlertStore
  readonly tenantId: string
  readonly targets: readonly Target[]
  readonly post: PostAlert
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Under `--pseudonymize` nothing leaves in the clear, also what an earlier run left waiting. */
  readonly onlyPseudonymized: boolean
  /** How long one call may go on with waits and attempts; 0: each target is tried once. */
  readonly roundMs: number
  readonly tell: (event: DeliveryEvent) => void
}

/** Longer than any attempt: a claim outlives its sender only where that was killed. */
const claimMs = 120_000
/** What came of an attempt must be written down, or the message would go out once more: a store that is busy is waited for. */
const settleTries = 5
const settleWaitMs = 1000

/** Resolves when all that is due was tried, or the round is over, or it was stopped. */
export async function deliver(parts: DeliveryParts): Promise<void> {
  const endMs = parts.clock.now() + parts.roundMs
  // Each to its end, also where another one fails.
  const ended = await Promise.allSettled(parts.targets.map((target) => drain(target, endMs, parts)))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

async function drain(target: Target, endMs: number, parts: DeliveryParts): Promise<void> {
  const { clock, signal } = parts
  while (!signal.aborted) {
    const entry = await claim(target, parts)
    if (entry === null) {
      if (!(await waitForNext(target, endMs, parts))) return
    } else if (!(await attempt(target, entry, parts)) || clock.now() >= endMs) return
  }
}

function claim({ name }: Target, { alerts, tenantId, clock, onlyPseudonymized }: DeliveryParts) {
  const nowMs = clock.now()
  const [now, until] = [nowMs, nowMs + claimMs].map((ms) => new Date(ms).toISOString())
  return alerts.claim({ tenantId, target: name, now: now ?? '', until: until ?? '', onlyPseudonymized })
}

/** False where nothing waits, or longer than this round goes on. */
async function waitForNext({ name }: Target, endMs: number, parts: DeliveryParts): Promise<boolean> {
  const { alerts, tenantId, clock, signal, onlyPseudonymized } = parts
  const next = await alerts.nextDue({ tenantId, target: name, onlyPseudonymized })
  const dueMs = next === null ? Number.POSITIVE_INFINITY : Date.parse(next)
  // Due, and not to be had: somebody else is sending it.
  if (dueMs > endMs || dueMs <= clock.now()) return false
  try {
    await clock.sleep(dueMs - clock.now(), signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return true
}

/** False where it was stopped: then nobody knows whether it arrived, and it is sent again under the same event id. */
async function attempt(target: Target, entry: ClaimedEntry, parts: DeliveryParts): Promise<boolean> {
  const { alerts, tenantId, clock, tell } = parts
  const answer = await answerTo(target, entry, parts)
  const nowMs = clock.now()
  if (answer === null) {
    const nextAt = new Date(nowMs).toISOString()
    await alerts.settle(entry, { state: 'pending', nextAt, status: null, reason: 'stopped before it was answered' })
    return false
  }
  const isFlow = target.trust === 'flow'
  const settlement = settle({ ...entry, answer, nowMs, random: clock.random(), isFlow })
  await settled(entry, settlement, parts)
  tell({ target: target.name, eventId: entry.eventId, attempts: entry.attempts, settlement })
  if (isGone({ answer, isFlow })) {
    await alerts.unsubscribe(tenantId, target.name.replace(/^flow:/, ''), new Date(nowMs).toISOString())
  }
  return true
}

async function settled(entry: ClaimedEntry, settlement: Settlement, { alerts, clock }: DeliveryParts): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await alerts.settle(entry, settlement)
      return
    } catch (error) {
      if (tries === settleTries) throw error
      await clock.sleep(settleWaitMs)
    }
  }
}

/** null where it was stopped. */
async function answerTo(target: Target, entry: ClaimedEntry, parts: DeliveryParts): Promise<AlertAnswer | null> {
  const { post, signal, clock } = parts
  try {
    return await post({
      url: target.url(),
      headers: headersOf(target, entry, clock.now()),
      body: entry.body,
      trust: target.trust,
      signal,
    })
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

/** Of the time of the attempt, so that a receiver may refuse what is old. */
export function headersOf(
  { secret }: Pick<Target, 'secret'>,
  { eventId, body }: Pick<ClaimedEntry, 'eventId' | 'body'>,
  nowMs: number,
): Record<string, string> {
  return {
    'Seatledger-Event-Id': eventId,
    ...(secret === null ? {} : { 'Seatledger-Signature': signatureOf(secret(), body, nowMs) }),
  }
}
