/** One practice tenant on ports of its own: four APIs, and one port per Dataverse environment. */
import { createCloud, type CloudOptions, type ControlledCloud } from '../cloud.ts'
import type { FaultPlan } from '../faults/plan.ts'
import type { TenantDescription } from '../tenant.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import { closePorts } from './closed-ports.ts'
import { listenWithTls, type Listener } from './listener.ts'

export interface TenantServer {
  readonly cloud: ControlledCloud
  /** What `seatledger` needs to read this tenant. */
  env(): Readonly<Record<string, string>>
  /** Another description from now on; new environments get ports first. */
  replace(tenant: TenantDescription): Promise<void>
  /** What goes wrong from now on, ports that nobody listens on included; null ends it. */
  setFaults(plan: FaultPlan | null): Promise<void>
  close(): Promise<void>
}

export interface TenantServerNeeds {
  readonly tenant: TenantDescription
  readonly certificates: { readonly cert: string; readonly key: string; readonly caPath: string }
  readonly options?: CloudOptions
}

export async function startTenantServer({ tenant, certificates, options }: TenantServerNeeds): Promise<TenantServer> {
  let cloud: ControlledCloud | null = null
  const answer = (request: WireRequest): Promise<WireResponse> =>
    cloud === null ? Promise.resolve({ status: 503, headers: {}, body: '' }) : cloud.handle(request)
  const listeners: Listener[] = []
  const open = async (): Promise<string> => {
    const listener = await listenWithTls(certificates, answer)
    listeners.push(listener)
    return listener.origin
  }
  const dataverseOrigins = new Map<string, string>()
  const openEnvironments = async ({ environments }: TenantDescription): Promise<void> => {
    for (const { dataverse } of environments) {
      if (dataverse === null || dataverseOrigins.has(dataverse.domain)) continue
      dataverseOrigins.set(dataverse.domain, await open())
    }
  }
  const login = await open()
  const graph = await open()
  const powerPlatform = await open()
  const bap = await open()
  await openEnvironments(tenant)
  const dataverse = (domain: string) => {
    const origin = dataverseOrigins.get(domain)
    if (origin === undefined) throw new Error(`the environment ${domain} has no port`)
    return { instance: origin, api: origin }
  }
  const started = createCloud(tenant, { login, graph, powerPlatform, bap, dataverse }, options)
  cloud = started
  await closePorts(started, listeners)
  return {
    cloud: started,
    env: () => environmentOf(started, certificates.caPath),
    async replace(next) {
      await openEnvironments(next)
      started.update(() => next)
    },
    async setFaults(plan) {
      started.setFaults(plan)
      await closePorts(started, listeners)
    },
    async close() {
      await Promise.all(listeners.map((listener) => listener.close()))
    },
  }
}

function environmentOf(cloud: ControlledCloud, caPath: string): Record<string, string> {
  const { id, apps } = cloud.tenant()
  const [app] = apps
  return {
    SEATLEDGER_CLOUD: 'custom',
    SEATLEDGER_LOGIN_URL: cloud.origins.login,
    SEATLEDGER_GRAPH_URL: cloud.origins.graph,
    SEATLEDGER_POWER_PLATFORM_URL: cloud.origins.powerPlatform,
    SEATLEDGER_BAP_URL: cloud.origins.bap,
    SEATLEDGER_DATAVERSE_HOSTS: 'localhost',
    AZURE_TENANT_ID: id,
    AZURE_CLIENT_ID: app?.clientId ?? '',
    AZURE_CLIENT_SECRET: app?.secret ?? '',
    NODE_EXTRA_CA_CERTS: caPath,
  }
}
