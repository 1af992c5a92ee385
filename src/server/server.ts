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

export async function buildApp(parts: ServerParts): Promise<App> {
  const { listen, hosts, log, clock, show, service, running, health, signIn, dashboard } = parts
  const app = createApp(log, show)
  addGuards(app, { signIn, isOurHost: ownHosts(listen, hosts) })
  const answering = new Answering(service)
  addHealthRoutes(app, health)
  addSessionRoute(app, signIn)
  if ('begin' in signIn) addSignInRoute(app, signIn)
  addTenantRoutes(app, answering, running)
  addCapacityRoutes(app, answering)
  addFindingRoutes(app, answering)
  addAccessRoute(app, answering)
  addSeatRoutes(app, answering)
  addPlanRoute(app, answering)
  addWaiverRoute(app, answering)
  addRunRoutes(app, { answering, running, clock })
  addRunStarting(app, { answering, running, clock })
  await addDashboard(app, dashboard, signIn)
  return app
}
