/** Sources with a key that names them with all that decides their answer, so that the same question is known again in another process. */
import { createHash } from 'node:crypto'
import type { Connectors } from '../model/connectors.ts'
import type { Source } from '../model/dataset.ts'

export interface KeyedSource extends Source {
  /** Equal for equal questions, different where an id, a table or a window differs. */
  readonly key: string
}

export type KeyedConnectors = {
  readonly [N in keyof Connectors]: Connectors[N] extends (...inputs: infer I) => Source
    ? (...inputs: I) => KeyedSource
    : Connectors[N]
}

export function withKeys(connectors: Connectors): KeyedConnectors {
  return {
    organization: keyed('organization', connectors.organization),
    subscribedSkus: keyed('subscribed-skus', connectors.subscribedSkus),
    subscriptions: keyed('subscriptions', connectors.subscriptions),
    licenseHolders: keyed('license-holders', connectors.licenseHolders),
    people: keyed('people', connectors.people),
    groups: keyed('groups', connectors.groups),
    tenantCapacity: keyed('tenant-capacity', connectors.tenantCapacity),
    environments: keyed('environments', connectors.environments),
    billingPolicies: keyed('billing-policies', connectors.billingPolicies),
    security: keyed('security', connectors.security),
    signIns: keyed('sign-ins', connectors.signIns),
    licenseAudit: keyed('license-audit', connectors.licenseAudit),
    currencies: keyed('currencies', connectors.currencies),
    allocations: keyed('allocations', connectors.allocations),
    apps: keyed('apps', connectors.apps),
    dualWrite: keyed('dual-write', connectors.dualWrite),
    telephony: keyed('telephony', connectors.telephony),
    usage: keyed('usage', connectors.usage),
    evidence: keyed('evidence', connectors.evidence),
    probeGroups: connectors.probeGroups,
    probeDataverse: connectors.probeDataverse,
  }
}

function keyed<I extends unknown[]>(name: string, source: (...inputs: I) => Source): (...inputs: I) => KeyedSource {
  return (...inputs) => {
    const hash = createHash('sha256').update(JSON.stringify(inputs)).digest('base64url')
    return { ...source(...inputs), key: `${name}:${hash}` }
  }
}
