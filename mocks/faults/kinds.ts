/** Which faults act before a host answers, and which on its answer; and whether one would change anything. */
import type { WireBehavior } from '../wire.ts'
import type { ConnectionFault, Fault } from './plan.ts'
import { bearerOf, hasPageToken } from './request-edits.ts'
import type { Approach } from './target.ts'

type BeforeKind = (typeof beforeKinds)[number]
export type BeforeFault = Extract<Fault, { readonly kind: BeforeKind }>
export type AfterFault = Exclude<Fault, BeforeFault>
type BodyConnectionFault = Exclude<ConnectionFault, BeforeFault>

const beforeKinds = [
  'status',
  'refuse',
  'reset-headers',
  'stall-headers',
  'expired-page-token',
  'expire-tokens',
  'clock-skew',
] as const

export function isBefore(fault: Fault): fault is BeforeFault {
  const kinds: readonly string[] = beforeKinds
  return kinds.includes(fault.kind)
}

/** What would change nothing is not counted as met. `renewed`: tokens that have met a claims challenge. */
export function mayStrike(
  fault: BeforeFault,
  { api, request }: Approach,
  isAnswered: boolean,
  renewed: ReadonlySet<string>,
): boolean {
  if (fault.kind === 'clock-skew') return true
  if (fault.kind === 'expire-tokens') return api !== 'signIn'
  if (fault.kind === 'expired-page-token') return hasPageToken(request)
  if (isAnswered) return false
  return fault.kind !== 'status' || fault.claims !== true || !renewed.has(bearerOf(request))
}

export function isOfConnection(fault: AfterFault): fault is BodyConnectionFault {
  return fault.kind === 'reset-body' || fault.kind === 'stall-body' || fault.kind === 'drip'
}

export function behaviorOf(fault: BodyConnectionFault): WireBehavior {
  if (fault.kind === 'drip') return { how: 'drip', bytes: fault.bytes ?? 1, everyMs: fault.everyMs ?? 50 }
  return { how: fault.kind, afterBytes: fault.afterBytes ?? null }
}
