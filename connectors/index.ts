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
    organization: () => organization(graphApi),
    subscribedSkus: () => subscribedSkus(graphApi),
    subscriptions: () => subscriptions(graphApi),
    licenseHolders: (skuIds) => licenseHolders(graphApi, skuIds),
    people: (ids) => people(graphApi, ids),
    groups: (wanted) => groups(graphApi, wanted),
    tenantCapacity: () => tenantCapacity(platform),
    environments: () => environments(platform),
    billingPolicies: () => billingPolicies(platform),
    security: (environment, tables) => security(transport, cloud, environment, tables),
    signIns: (holders) => signIns(graphApi, holders),
    licenseAudit: (from, to) => licenseAudit(graphApi, from, to),
    currencies: () => currencies(platform),
    allocations: (environment) => allocations(platform, environment),
    apps: (environment) => apps(transport, cloud, environment),
    dualWrite: (environment, installed) => dualWrite(transport, cloud, environment, installed),
    telephony: (environment, installed) => telephony(transport, cloud, environment, installed),
    usage: (environment, installed, at) => usage(transport, cloud, environment, { installed, at }),
    evidence: (environment, tables, window) => evidence(transport, cloud, environment, { tables, window }),
    probeGroups: async (signal) => probeGroups(graphApi, signal),
    probeDataverse: async (environment, signal) => probeDataverse(transport, cloud, environment, signal),
  }
}
