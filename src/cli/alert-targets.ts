/** Who gets alerts: what the operator configured, and the flows that subscribed. */
import type { Target } from '../alerts/deliver.ts'
import type { TargetName } from '../alerts/watch.ts'
import type { AlertSettings } from '../config/alerts.ts'
import { wrapSecret } from '../config/secret.ts'
import type { AlertSubscription } from '../model/alert.ts'

export type ConfiguredTarget = Target & { readonly name: TargetName }

/** By name. */
export function configuredTargets({ teamsUrl, webhook }: AlertSettings): readonly ConfiguredTarget[] {
  return [
    ...(teamsUrl === null ? [] : [{ name: 'teams' as const, trust: 'operator' as const, url: teamsUrl, secret: null }]),
    ...(webhook === null ? [] : [{ name: 'webhook' as const, trust: 'operator' as const, ...webhook }]),
  ]
}

export function flowTarget({ id, notificationUrl }: AlertSubscription): Target {
  return { name: `flow:${id}`, trust: 'flow', url: wrapSecret(notificationUrl), secret: null }
}
