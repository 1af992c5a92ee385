/** A practice cloud: five kinds of host that answer from one tenant description, as strict as the service. Knows nothing of the product. */
import { bapAudiences, createBap } from './bap/bap.ts'
import { createDataverse } from './dataverse/dataverse.ts'
import { createInjector } from './faults/injector.ts'
import type { Fault, FaultPlan, StruckFault } from './faults/plan.ts'
import { createGraph } from './graph/graph.ts'
import { createEntra } from './identity/entra.ts'
import { createSigningDesk, type SigningDesk } from './identity/signing-keys.ts'
import { createTokenDesk, type TokenDesk } from './identity/tokens.ts'
import { createPowerPlatform } from './power-platform/power-platform.ts'
import { createRequestLog, digestOf, type Api, type LoggedRequest, type RequestCounts } from './request-counts.ts'
import type { Refusal, TenantDescription } from './tenant.ts'
import type { CloudOrigins, PracticeCloud, WireRequest, WireResponse } from './wire.ts'

export interface CloudOptions {
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly now?: () => number
  /** Most rows per page, to have several pages of a small tenant. Defaults are the service's own. */
  readonly mostRows?: {
    readonly graph?: number
    readonly powerPlatform?: number
    readonly bap?: number
    readonly dataverse?: number
  }
  /** Properties that getByIds leaves out though asked for, such as `licenseAssignmentStates`. */
  readonly getByIdsWithholds?: readonly string[]
  /** What goes wrong from the start. */
  readonly faults?: FaultPlan
}

/** A practice cloud in the hand of a test. */
export interface ControlledCloud extends PracticeCloud {
  tenant(): TenantDescription
  /** The description from now on: tokens stay good, open page chains break. */
  update(change: (tenant: TenantDescription) => TenantDescription): void
  /** The environment refuses the application from now on. Open page chains break here too. */
  forbid(environmentId: string): void
  /** Takes `forbid` back. */
  allow(environmentId: string): void
  counts(): RequestCounts
  requests(): readonly LoggedRequest[]
  /** Forgets what was asked so far. */
  resetCounts(): void
  /** Every access token that was given out. */
  tokens(): readonly string[]
  /** Signs tokens for an API that is none of the cloud's own. */
  readonly signing: SigningDesk
  /** What goes wrong from now on, counted from here; null ends it. A server closes ports by it (`TenantServer.setFaults`). */
  setFaults(plan: FaultPlan | null): void
  faults(): FaultPlan | null
  /** What stands behind each origin. */
  hostNames(): ReadonlyMap<string, { readonly api: Api; readonly environmentId: string | null }>
  /** What the plan met and struck so far. */
  struck(): readonly StruckFault[]
  /** Counts a fault that no request shows. */
  countUnseen(fault: Fault): void
}

const noFaults: FaultPlan = { seed: 0, faults: [] }

interface Host {
  readonly api: Api
  readonly environmentId: string | null
  readonly answer: (request: WireRequest) => WireResponse
}

export function createCloud(
  description: TenantDescription,
  origins: CloudOrigins,
  options: CloudOptions = {},
): ControlledCloud {
  const trueNow = options.now ?? Date.now
  let plan = options.faults ?? null
  const now = (): number => trueNow() + injector.skewMs()
  const tokens = createTokenDesk(now)
  const signing = createSigningDesk()
  let injector = createInjector(plan ?? noFaults, { tokens, now })
  const log = createRequestLog()
  const forbidden = new Set<string>()
  let tenant = description
  const parts = { origins, options, tokens, signing, now: trueNow, skewedNow: now }
  const build = (): ReadonlyMap<string, Host> => createHosts({ tenant: withForbidden(tenant, forbidden), ...parts })
  let hosts = build()
  const handle = (request: WireRequest): WireResponse => {
    const host = hosts.get(request.url.origin)
    if (host === undefined) return { status: 421, headers: {}, body: '' }
    const { struck, ...response } = injector.around(host, request, host.answer)
    const { api, environmentId } = host
    const target = `${request.url.pathname}${request.url.search}`
    const faults = struck.length === 0 ? {} : { faults: struck }
    const body = digestOf(request.body)
    log.add({ api, environmentId, method: request.method, target, body, status: response.status, ...faults })
    return { ...response, headers: { date: new Date(now()).toUTCString(), ...response.headers } }
  }
  return {
    origins,
    hosts: () => [...hosts.keys()],
    handle: (request) => Promise.resolve().then(() => handle(request)),
    tenant: () => tenant,
    update: (change) => {
      tenant = change(tenant)
      hosts = build()
    },
    forbid: (environmentId) => {
      forbidden.add(environmentId)
      hosts = build()
    },
    allow: (environmentId) => {
      forbidden.delete(environmentId)
      hosts = build()
    },
    counts: () => log.counts(),
    requests: () => log.requests(),
    resetCounts: () => log.clear(),
    tokens: () => tokens.given(),
    signing,
    setFaults: (next) => {
      plan = next
      injector = createInjector(plan ?? noFaults, { tokens, now })
    },
    faults: () => plan,
    hostNames: () => hosts,
    struck: () => injector.struck(),
    countUnseen: (fault) => injector.countUnseen(fault),
  }
}

interface HostNeeds {
  readonly tenant: TenantDescription
  readonly origins: CloudOrigins
  readonly options: CloudOptions
  readonly tokens: TokenDesk
  readonly signing: SigningDesk
  /** What the answers tell of: a clock that is off changes no figures. */
  readonly now: () => number
  readonly skewedNow: () => number
}

function createHosts(needs: HostNeeds): ReadonlyMap<string, Host> {
  const { tenant, origins, options, tokens, signing, now, skewedNow } = needs
  const { mostRows = {}, getByIdsWithholds = [] } = options
  const linked = dataverseHosts(needs)
  const resources = [origins.graph, origins.powerPlatform, origins.bap, ...bapAudiences, ...linked.audiences]
  const host = (api: Api, answer: Host['answer']): Host => ({ api, environmentId: null, answer })
  const pageSize = { default: Math.min(100, mostRows.graph ?? 100), most: mostRows.graph ?? 999 }
  return new Map([
    [
      origins.login,
      host('signIn', createEntra({ tenant, loginOrigin: origins.login, resources, tokens, signing, now: skewedNow })),
    ],
    [
      origins.graph,
      host('graph', createGraph({ tenant, origin: origins.graph, tokens, now, pageSize, getByIdsWithholds })),
    ],
    [
      origins.powerPlatform,
      host(
        'powerPlatform',
        createPowerPlatform({ tenant, origins, tokens, now, pageSize: mostRows.powerPlatform ?? 500 }),
      ),
    ],
    [origins.bap, host('bap', createBap({ tenant, origins, tokens, pageSize: mostRows.bap ?? 500 }))],
    ...linked.hosts,
  ])
}

/** Each environment answers on two names, and has tokens for one of them. */
function dataverseHosts({ tenant, origins, options, tokens, now }: HostNeeds) {
  const audiences: string[] = []
  const hosts: [string, Host][] = []
  for (const { id: environmentId, dataverse } of tenant.environments) {
    if (dataverse === null) continue
    const { instance, api } = origins.dataverse(dataverse.domain)
    const answer = createDataverse({
      tenant,
      environmentId,
      dataverse,
      instanceOrigin: instance,
      tokens,
      loginOrigin: origins.login,
      now,
      mostRows: options.mostRows?.dataverse ?? 5000,
    })
    audiences.push(instance)
    for (const origin of new Set([instance, api])) hosts.push([origin, { api: 'dataverse', environmentId, answer }])
  }
  return { audiences, hosts }
}

function withForbidden(tenant: TenantDescription, environmentIds: ReadonlySet<string>): TenantDescription {
  const refusals = [...environmentIds].map((environmentId): Refusal => ({
    api: 'dataverse',
    environmentId,
    status: 403,
    code: '0x80072560',
    message: 'The user is not a member of the organization.',
  }))
  return refusals.length === 0 ? tenant : { ...tenant, refusals: [...refusals, ...tenant.refusals] }
}
