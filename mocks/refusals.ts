/** What a tenant description says the service refuses. */
import { Refused } from './refused.ts'
import type { Refusal } from './tenant.ts'

export interface Target {
  readonly api: Refusal['api']
  readonly path: string
  readonly environmentId?: string
}

/** First match wins. Throws `Refused`. */
export function requireNoRefusal(refusals: readonly Refusal[], target: Target): void {
  const refusal = refusals.find(
    (each) =>
      each.api === target.api &&
      target.path.startsWith(each.path ?? '') &&
      (each.environmentId === undefined || each.environmentId === target.environmentId),
  )
  if (refusal !== undefined) throw new Refused(refusal.status, refusal.code, refusal.message)
}
