/** The list of sources, API by API: what the product can ask a tenant. */
import type { Cloud } from '../src/model/cloud.ts'
import type { Connectors } from '../src/model/connectors.ts'
import { apps } from './dataverse/apps.ts'
import { dualWrite } from './dataverse/dual-write.ts'
import { evidence } from './dataverse/evidence.ts'
import { probeDataverse } from './dataverse/probe.ts'
import { security } from './dataverse/security.ts'
import { telephony } from './dataverse/telephony.ts'
import { usage } from './dataverse/usage.ts'
import { distinct } from './distinct.ts'
import { graph } from './graph/graph.ts'
import { groups } from './graph/groups.ts'
import { licenseAudit } from './graph/license-audit.ts'
import { licenseHolders } from './graph/license-holders.ts'
import { people } from './graph/people.ts'
import { probeGroups } from './graph/probe-groups.ts'
import { signIns } from './graph/sign-ins.ts'
import { organization, subscribedSkus, subscriptions } from './graph/tenant-sources.ts'
import { allocations } from './power-platform/allocations.ts'
import { billingPolicies } from './power-platform/billing-policies.ts'
import { currencies } from './power-platform/currencies.ts'
import { environments } from './power-platform/environments.ts'
import { powerPlatform } from './power-platform/power-platform.ts'
import { tenantCapacity } from './power-platform/tenant-capacity.ts'
import type { Transport } from './transport/request.ts'

export function createConnectors(transport: Transport, cloud: Cloud): Connectors {
  const graphApi = graph(transport, cloud)
  const platform = powerPlatform(transport, cloud)
  return {
    organization: () => distinct(organization(graphApi)),
    subscribedSkus: () => distinct(subscribedSkus(graphApi)),
    subscriptions: () => distinct(subscriptions(graphApi)),
    licenseHolders: (skuIds) => distinct(licenseHolders(graphApi, skuIds)),
    people: (ids) => distinct(people(graphApi, ids)),
    groups: (wanted) => distinct(groups(graphApi, wanted)),
    tenantCapacity: () => distinct(tenantCapacity(platform)),
    environments: () => distinct(environments(platform)),
    billingPolicies: () => distinct(billingPolicies(platform)),
    security: (environment, tables) => distinct(security(transport, cloud, environment, tables)),
    signIns: (holders) => distinct(signIns(graphApi, holders)),
    licenseAudit: (from, to) => distinct(licenseAudit(graphApi, from, to)),
    currencies: () => distinct(currencies(platform)),
    allocations: (environment) => distinct(allocations(platform, environment)),
    apps: (environment) => distinct(apps(transport, cloud, environment)),
    dualWrite: (environment, installed) => distinct(dualWrite(transport, cloud, environment, installed)),
    telephony: (environment, installed) => distinct(telephony(transport, cloud, environment, installed)),
    usage: (environment, installed, at) => distinct(usage(transport, cloud, environment, { installed, at })),
    evidence: (environment, tables, window) => distinct(evidence(transport, cloud, environment, { tables, window })),
    probeGroups: async (signal) => probeGroups(graphApi, signal),
    probeDataverse: async (environment, signal) => probeDataverse(transport, cloud, environment, signal),
  }
}
