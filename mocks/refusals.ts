/** What a tenant description says the service refuses. */
import { Refused } from './refused.ts'
import type { Refusal } from './tenant.ts'

export interface Target {
  readonly api: Refusal['api']
  readonly path: string
  readonly environmentId?: string
  /** Properties that the request selects. */
  readonly selected?: readonly string[]
}

/** First match wins. Throws `Refused`. */
export function requireNoRefusal(refusals: readonly Refusal[], target: Target): void {
  const refusal = refusals.find(
    (each) =>
      each.api === target.api &&
      target.path.startsWith(each.path ?? '') &&
      (each.environmentId === undefined || each.environmentId === target.environmentId) &&
      (each.property === undefined || target.selected?.includes(each.property) === true),
  )
  if (refusal !== undefined) throw new Refused(refusal.status, refusal.code, refusal.message)
}
