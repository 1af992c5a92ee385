/** The practice cloud as peers meet it: under the public names of Microsoft's hosts, on loopback ports that `preload.mjs` leads to. */
import { createCloud, type ControlledCloud } from '../../../mocks/cloud.ts'
import type { FaultPlan } from '../../../mocks/faults/plan.ts'
import { generateTenant } from '../../../mocks/generate.ts'
import { createCertificates } from '../../../mocks/loopback/certificates.ts'
import { closePorts } from '../../../mocks/loopback/closed-ports.ts'
import { listenWithTls, type Answer, type Listener } from '../../../mocks/loopback/listener.ts'
import type { CloudOrigins } from '../../../mocks/wire.ts'

/** Small pages, so that every list but the environments has several. */
const mostRows = { graph: 50, dataverse: 50 }
export const foreignHost = 'evil.example'

export const peerTenant = generateTenant({
  users: 400,
  holdersPercent: 50,
  environments: 3,
  systemUsersPerEnvironment: 180,
  distinctPeople: 180,
  roles: 30,
  businessUnits: 4,
  groups: 2,
  groupMembers: 20,
  gatedEnvironments: 1,
})

export const peerOrigins: CloudOrigins = {
  login: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  powerPlatform: 'https://api.powerplatform.com',
  bap: 'https://api.bap.microsoft.com',
  dataverse: (domain) => ({
    instance: `https://${domain}.crm.dynamics.com`,
    api: `https://${domain}.crm.dynamics.com`,
  }),
}

export interface PeerCloud {
  readonly cloud: ControlledCloud
  /** Environment of a child process: the ports by host name, and whom to trust. */
  readonly env: Readonly<Record<string, string>>
  setFaults(plan: FaultPlan | null): Promise<void>
  /** Requests that reached the foreign host, and how many of them brought a bearer token. */
  foreign(): { readonly requests: number; readonly tokens: number }
  close(): Promise<void>
}

export async function startPeerCloud(): Promise<PeerCloud> {
  const certificates = await createCertificates()
  const cloud = createCloud(peerTenant, peerOrigins, { mostRows })
  const seen = { requests: 0, tokens: 0 }
  const foreign = await listenWithTls(certificates, ({ headers }) => {
    seen.requests += 1
    if (headers['authorization'] !== undefined) seen.tokens += 1
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[]}' })
  })
  const ports: Record<string, number> = { [foreignHost]: portOf(foreign) }
  const listeners: Listener[] = []
  for (const origin of cloud.hosts()) {
    const listener = await listenWithTls(certificates, answerAs(origin, cloud))
    ports[new URL(origin).hostname] = portOf(listener)
    listeners.push({ ...listener, origin })
  }
  return {
    cloud,
    env: { PEER_PORTS: JSON.stringify(ports), NODE_EXTRA_CA_CERTS: certificates.caPath },
    async setFaults(plan) {
      cloud.setFaults(plan)
      await closePorts(cloud, listeners)
    },
    foreign: () => ({ ...seen }),
    async close() {
      certificates.remove()
      await Promise.all([foreign, ...listeners].map((each) => each.close()))
    },
  }
}

/** A request comes in under the port's own address; the cloud is asked under the public one. */
function answerAs(origin: string, cloud: ControlledCloud): Answer {
  return (request) => {
    const { pathname, search } = request.url
    return cloud.handle({ ...request, url: new URL(`${pathname}${search}`, origin) })
  }
}

function portOf({ origin }: Listener): number {
  return Number(new URL(origin).port)
}
