/** The server of `serve`: the HTTP API, the health endpoints and the dashboard on one address. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { App } from './app.ts'
import { createApp } from './app.ts'
import { addDashboard } from './dashboard-files.ts'
import { addGuards } from './guards.ts'
import { cannotListen, refuseOpenBinding, type ListenAddress } from './listen.ts'
import type { LocalSignIn } from './local-sign-in.ts'
import { ownHosts } from './own-hosts.ts'
import { Answering } from './routes/answering.ts'
import { addDescription, addDescriptionRoute } from './api-description.ts'
import type { Metrics } from './metrics.ts'
import { addPacing } from './pacing.ts'
import { addRateLimits } from './rate-limits.ts'
import { addReferencePage } from './reference-page.ts'
import { addConnectorRoutes } from './routes/connector-routes.ts'
import { addExportRoute } from './routes/export-route.ts'
import { addMetricsRoute } from './routes/metrics-route.ts'
import { addSubscriptionRoutes, addUnsubscribing } from './routes/subscription-routes.ts'
import { addCapacityRoutes } from './routes/capacity-routes.ts'
import { addAccessRoute, addFindingRoutes } from './routes/finding-routes.ts'
import { addHealthRoutes, type HealthState } from './routes/health-routes.ts'
import { addSeatRoutes } from './routes/seat-routes.ts'
import { addSessionRoute, addSignInRoute } from './routes/session-routes.ts'
import { addRunRoutes, addRunStarting } from './routes/run-routes.ts'
import { addPlanRoute, addWaiverRoute } from './routes/deciding-routes.ts'
import { addTenantRoutes } from './routes/tenant-routes.ts'
import type { Running } from './running.ts'
import type { Service } from './service.ts'
import type { SignIn } from './sign-in.ts'

export interface ServerParts {
  readonly listen: ListenAddress
  /** Further Host headers under which this service is asked. */
  readonly hosts: readonly string[]
  readonly log: Log
  readonly clock: Clock
  /** What may be shown of a sentence. */
  readonly show: (text: string) => string
  readonly service: Service
  readonly running: Running
  readonly health: () => HealthState
  readonly signIn: SignIn | LocalSignIn
  readonly metrics: Metrics
  /** Of the built dashboard; null where it is not built. */
  readonly dashboard: string | null
}

export interface Server {
  /** `http://127.0.0.1:8484`, with the port that the system chose where 0 was asked for. */
  readonly url: string
  close(): Promise<void>
}

/** Throws a ConfigurationError for an address beyond this machine where nobody could sign in, and for one that cannot be opened. */
export async function startServer(parts: ServerParts): Promise<Server> {
  const { listen, signIn } = parts
  refuseOpenBinding(listen, signIn.mode === 'entra')
  const app = await buildApp(parts)
  try {
    const url = await app.listen({ host: listen.host, port: listen.port })
    return { url, close: async () => app.close() }
  } catch (error) {
    await app.close()
    throw cannotListen(listen, error)
  }
}

/** All routes, without an address. */
export async function buildApp(parts: ServerParts): Promise<App> {
  const { listen, hosts, log, clock, show, service, running, health, signIn, metrics, dashboard } = parts
  const app = createApp(log, show)
  metrics.watch(app)
  const limit = await addRateLimits(app)
  addGuards(app, { signIn, isOurHost: ownHosts(listen, hosts), limit })
  addPacing(app, clock, () => running.isSyncing())
  await addDescription(app, service.version)
  const answering = new Answering(service, { clock, isHolding: () => running.isSyncing() })
  running.onStored(async () => answering.renew())
  const runParts = { answering, running, clock }
  addTenantRoutes(app, answering, running)
  addRunRoutes(app, runParts)
  addRunStarting(app, runParts)
  addCapacityRoutes(app, answering)
  addFindingRoutes(app, answering)
  addWaiverRoute(app, answering)
  addAccessRoute(app, answering)
  addSeatRoutes(app, answering)
  addPlanRoute(app, answering)
  addExportRoute(app, answering)
  addSubscriptionRoutes(app, answering)
  addUnsubscribing(app, answering)
  addConnectorRoutes(app, runParts, signIn)
  addSessionRoute(app, signIn, limit)
  if ('begin' in signIn) addSignInRoute(app, signIn, limit)
  addHealthRoutes(app, health)
  addMetricsRoute(app, metrics, signIn)
  addDescriptionRoute(app)
  addReferencePage(app)
  await addDashboard(app, dashboard, signIn)
  return app
}
